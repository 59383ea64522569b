#!/usr/bin/env node
import { runCommandLine } from './commandLine';
import { processIo } from './processIo';

process.exitCode = await runCommandLine(process.argv.slice(2), processIo());
