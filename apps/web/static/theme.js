// Runs before the first paint, so that neither a chosen theme nor the links of a signed-in person flash.
try {
  const root = document.documentElement.dataset;
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') root.theme = theme;
  if (localStorage.getItem('session') !== null) root.session = '';
} catch {
  // Storage is blocked: the system's theme it is.
}
