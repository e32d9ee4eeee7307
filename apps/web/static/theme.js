// Runs before the first paint, so that neither the chosen theme nor the links of a signed-in user flash.
try {
  const root = document.documentElement.dataset;
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') root.theme = theme;
  if (localStorage.getItem('session') !== null) root.session = '';
} catch {
  // Storage is blocked: the theme of the system applies.
}
