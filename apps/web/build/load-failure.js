/** Shows that a script didn't load, before or after the page has become usable. */
function showLoadFailure(isUsable) {
  // An error page may have replaced it.
  const failure = document.querySelector('.load-failure');
  if (failure === null) return;
  const [atStart, later] = failure.querySelectorAll('p');
  atStart.hidden = isUsable;
  later.hidden = !isUsable;
  failure.querySelector('button').onclick = () => location.reload();
  failure.hidden = false;
}
addEventListener('vite:preloadError', () => showLoadFailure(true));
