import type { LineReporterOptions, LineRole } from '../../core/run/lineReporter';

/** Colours of the terminal's own palette (SGR codes), which its theme keeps readable: cyan, magenta, blue, green, yellow. */
const prefixColours = [36, 35, 34, 32, 33];

const roleStyles: Readonly<Record<LineRole, number | undefined>> = {
  text: undefined,
  status: 2,
  note: 2,
  warning: 33,
  error: 31,
};

export const ansiStyle: LineReporterOptions = {
  paintPrefix: (prefix, index) => paint(prefix, prefixColours[index % prefixColours.length]),
  paintLine: (line, role) => paint(line, roleStyles[role]),
};

function paint(text: string, code: number | undefined): string {
  return code === undefined ? text : `\u001b[${code}m${text}\u001b[0m`;
}
