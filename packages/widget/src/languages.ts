// The elements' words in further languages: a script of its own, to be loaded before `armoire.js`, or imported.
// In the order of `elements/words.ts`: language, heading, from, sold out, regular price, previous, next.
globalThis.ArmoireWords = `fr|Vous aimerez aussi|à partir de {}|Épuisé|Prix habituel|Précédent|Suivant
es|También te puede gustar|desde {}|Agotado|Precio habitual|Anterior|Siguiente
it|Potrebbe piacerti anche|da {}|Esaurito|Prezzo normale|Precedente|Successivo
nl|Misschien vind je dit ook leuk|vanaf {}|Uitverkocht|Normale prijs|Vorige|Volgende
pl|Może Ci się też spodobać|od {}|Wyprzedane|Cena regularna|Poprzednie|Następne
pt|Também pode gostar|a partir de {}|Esgotado|Preço normal|Anterior|Seguinte
ja|こちらもおすすめ|{}から|売り切れ|通常価格|前へ|次へ
ar|قد يعجبك أيضًا|ابتداءً من {}|نفد المخزون|السعر الأصلي|السابق|التالي
${globalThis.ArmoireWords ?? ''}`;
