import path from 'node:path';
import type { DocumentKind } from './documentText';

const markdown = ['.md', '.markdown', '.mdown', '.mkd', '.mdx', '.rmd', '.qmd'];
const html = ['.html', '.htm', '.xhtml'];
const code = `
  .js .mjs .cjs .jsx .ts .mts .cts .tsx .vue .svelte .astro .py .pyi .rb .php .java .kt .kts .scala .groovy .gradle .go .rs .c .h .cc .cpp .cxx
  .hh .hpp .m .mm .cs .fs .vb .swift .dart .lua .pl .pm .r .jl .ex .exs .erl .hrl .hs .ml .mli .clj .cljs .elm .zig .nim .sol .sql .graphql
  .proto .sh .bash .zsh .fish .ps1 .bat .cmd .css .scss .sass .less .tf .hcl .cmake .mk .dockerfile .json .jsonc .json5 .ndjson .jsonl .yaml .yml
  .toml .ini .cfg .conf .properties .xml .xsl .xsd .llmflow`.trim().split(/\s+/);
const codeNames = ['dockerfile', 'makefile', 'jenkinsfile', 'rakefile', 'gemfile', 'cmakelists.txt'];

const kinds = new Map<string, FileKind>([
  ['.pdf', 'pdf'],
  ['.docx', 'docx'],
  ...html.map((extension) => [extension, 'html'] as const),
  ...markdown.map((extension) => [extension, 'markdown'] as const),
  ...code.map((extension) => [extension, 'code'] as const),
]);

export type FileKind = DocumentKind | 'html' | 'pdf' | 'docx';

/** What a file is by its name. What has no known one is taken for text. */
export function fileKind(file: string): FileKind {
  const name = path.basename(file).toLowerCase();
  return codeNames.includes(name) ? 'code' : (kinds.get(path.extname(name)) ?? 'text');
}
