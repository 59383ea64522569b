// First, because zod looks for `eval` while schemas are built, which a strict content security policy reports.
import '../ui/withoutEval';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../ui/ui.css';
import './table.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { listen } from './messages';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root for the table.');
createRoot(root).render(<App />);
listen();
