export type Theme = 'dark' | 'light' | 'high contrast';

/** A theme's settings, and the class that the workbench wears with it and with no other, such as the one that it starts in. */
export const themes: Readonly<Record<Theme, { readonly settings: Readonly<Record<string, unknown>>; readonly className: string }>> = {
  dark: theme('Default Dark Modern', 'dark_modern'),
  light: theme('Default Light Modern', 'light_modern'),
  'high contrast': theme('Default High Contrast', 'hc_black'),
};

function theme(name: string, file: string) {
  const settings = { 'workbench.colorTheme': name, 'window.autoDetectHighContrast': false };
  return { settings, className: `vscode-theme-defaults-themes-${file}-json` };
}
