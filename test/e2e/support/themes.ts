export type Theme = 'dark' | 'light' | 'high contrast';

/** A theme's settings, and the class that the workbench wears with it. */
export const themes: Readonly<Record<Theme, { readonly settings: Readonly<Record<string, unknown>>; readonly className: string }>> = {
  dark: theme('Default Dark Modern', 'vs-dark'),
  light: theme('Default Light Modern', 'vs'),
  'high contrast': theme('Default High Contrast', 'hc-black'),
};

function theme(name: string, className: string) {
  return { settings: { 'workbench.colorTheme': name, 'window.autoDetectHighContrast': false }, className };
}
