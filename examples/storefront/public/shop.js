// What the shop's pages tell Armoire beside what its elements tell by themselves. Everything works without it.
const { consent, view } = document.currentScript.dataset;

/** Tells an event; the widget adds time and, under consent, the visitor. */
const tell = (event) => window.Armoire?.track(event);

if (view) tell(JSON.parse(view));

// Forms and buttons say in `data-track` what sending them means.
document.addEventListener('submit', ({ target, submitter }) => {
  const said = submitter?.dataset.track ?? target.dataset.track;
  if (!said) return;
  const quantity = Number(target.elements.namedItem('quantity')?.value);
  const event = JSON.parse(said);
  tell(event.kind === 'add_to_cart' && quantity > 0 ? { ...event, quantity } : event);
});

// Under consent the page of a thing learns which decision led to it, and the cart takes that along.
if (consent === 'granted') {
  document.addEventListener('armoire:click', ({ detail: { product, token } }) => {
    if (!product || !token) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the store for cookies is not in every browser yet
    document.cookie = `came=${token}; path=/p/${encodeURIComponent(product)}; max-age=1800; samesite=lax`;
  });
}

// Armoire's catalogue knows the shop's things by one name; its shelves call them what this page calls them.
const titles = window.fennelTitles;
if (titles) {
  document.addEventListener('armoire:ready', ({ target }) => {
    for (const link of target.shadowRoot?.querySelectorAll('[part~=link]') ?? []) {
      const id = new URL(link.href).pathname.match(/^\/p\/([^/]+)$/)?.[1];
      const title = link.querySelector('[part~=title]');
      if (id && title && Object.hasOwn(titles, id)) title.textContent = titles[id];
    }
  });
}

// What was just done is read out: a live region speaks only of what is put into it after the page has come.
const said = document.querySelector('[data-say]');
if (said) setTimeout(() => document.querySelector('#live').append(said.textContent), 300);
