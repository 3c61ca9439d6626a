// Keeps the log of decisions fresh while it is looked at. Without it, the page is read anew by hand.
const every = 3000;
const follow = document.querySelector('#follow');

/** Whether somebody is at work in the part that would be replaced. */
const busy = () => {
  const live = document.querySelector('#live');
  return live.contains(document.activeElement) || !document.getSelection().isCollapsed;
};

async function refresh() {
  if (!follow.checked || document.hidden || busy()) return;
  const response = await fetch(`/admin/live${location.search}`);
  if (!response.ok || busy()) return;
  const next = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('#live');
  const live = document.querySelector('#live');
  if (!next) return;
  for (const { dataset } of live.querySelectorAll('details[open]')) {
    const again = next.querySelector(`details[data-keep="${CSS.escape(dataset.keep)}"]`);
    if (again) again.open = true;
  }
  for (const places of live.querySelectorAll('.entry .places')) {
    if (places.scrollLeft === 0) continue;
    const again = next.querySelector(`#${CSS.escape(places.closest('.entry').id)} .places`);
    if (again) requestAnimationFrame(() => again.scrollTo({ left: places.scrollLeft }));
  }
  live.replaceWith(next);
}

/** Looks again and again; a server that is away for a moment will be back. */
function keep() {
  void refresh()
    .catch(() => {})
    .finally(() => setTimeout(keep, every));
}

keep();
