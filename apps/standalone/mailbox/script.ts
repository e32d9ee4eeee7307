/** Shows times of the reader's zone and, on the list, mails that arrive. */
export const SCRIPT = `
const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
for (const time of document.querySelectorAll('time')) time.textContent = format.format(new Date(time.dateTime));

const list = document.querySelector('[data-newest]');
async function refresh() {
  if (document.hidden) return;
  const page = await fetch(location.href).then((response) => response.text(), () => '');
  const newest = /data-newest="([^"]*)"/.exec(page)?.[1];
  if (newest !== undefined && newest !== list.dataset.newest) location.reload();
}
if (list !== null) setInterval(refresh, 2_000);
`;
