import type { ArticleText } from '../../text.ts';

export const light: Readonly<Record<string, ArticleText>> = {
  'chanterelle-lamp': {
    title: 'Tischlampe „Pfifferling“',
    line: 'Eine kleine Sonne fürs Sideboard.',
    description:
      'Gedrückter Stahl, außen emailliert und innen weiß, damit das Licht auf den Tisch fällt und nicht in die Augen. Sie dimmt, wenn man den Hut berührt.',
    details: ['Emaillierter Stahl, 34 cm', 'Warme LED, dimmbar', 'Textilkabel, 2 m'],
  },
  'pleat-lamp': {
    title: 'Plisseelampe',
    line: 'Großmutters Schirm, ohne die Fransen.',
    description:
      'Ein von Hand gefalteter Schirm aus Baumwollpapier über einem gedrechselten Fuß aus Nussbaum. Die Falten machen das Licht so weich, dass sogar ein Dienstag gut aussieht.',
    details: ['Baumwollpapier, Nussbaum', '41 cm', 'E27, Leuchtmittel dabei'],
  },
  'harbour-pendant': {
    title: 'Hafenleuchte',
    line: 'Tief hängen und zusammenrücken.',
    description:
      'Der Schirm einer Kaileuchte, gemacht für einen Küchentisch. Emaillierter Stahl mit Messingkragen und drei Metern Kabel.',
    details: ['Emaillierter Stahl, 38 cm', 'E27, Leuchtmittel dabei', 'Kabel 3 m'],
  },
  'paper-moon': {
    title: 'Papiermond',
    line: 'Wiegt weniger als der Brief, der dabeilag.',
    description:
      'Eine Kugel aus Maulbeerpapier über Bambusrippen, geklebt und an der Luft getrocknet. Der Macher faltet vierzig im Monat und hat alle verkauft; wir haben um mehr gebeten.',
    details: ['Maulbeerpapier, Bambus', '45 cm', 'Ohne Kabel'],
  },
  'beeswax-tapers': {
    title: 'Bienenwachskerzen',
    line: 'Dreißigmal getaucht, sieben Stunden Licht.',
    description:
      'Drei handgezogene Kerzen aus reinem Bienenwachs auf kleinen Messingfüßen. Sie riechen nach einem warmen Dachboden und tropfen kaum.',
    details: ['Bienenwachs, drei Stück', '25 cm', 'Füße aus Messing'],
  },
  'brass-chamberstick': {
    title: 'Kammerleuchter aus Messing',
    line: 'Um Licht von Zimmer zu Zimmer zu tragen.',
    description:
      'Eine flache Schale, ein Ring für einen Finger und eine Tülle für jede Stabkerze. In Sand gegossen und von Hand poliert; er dunkelt nach, wenn man ihn lässt.',
    details: ['Massives Messing', '15 cm', 'Eine Kerze dabei'],
  },
  'hearth-candle': {
    title: 'Herdkerze',
    line: 'Holzrauch, Orangenschale, ein wenig Teer.',
    description:
      'Rapswachs in einem Becher aus Steinzeug, der nächstes Jahr ein Stiftebecher ist. Brennt fünfzig Stunden mit einem Docht aus Baumwolle.',
    details: ['Raps- und Bienenwachs', '220 g, etwa 50 Stunden', 'Becher von Brackwater Pottery'],
  },
  'storm-lantern': {
    title: 'Sturmlaterne',
    line: 'Wartet auf der Stufe, bis man zu Hause ist.',
    description:
      'Pulverbeschichteter Stahl und vier Scheiben, die sich zum Putzen herausziehen lassen. Sie nimmt eine Stumpenkerze oder ein Glas voll Glühwürmchen und stand schon bei Schlimmerem draußen.',
    details: ['Stahl und Glas, 38 cm', 'Für drinnen und draußen', 'Stumpenkerze dabei'],
  },
  'copper-wreath': {
    title: 'Lichterkranz aus Kupfer',
    line: 'Sechzehn kleine Gründe, hereinzukommen.',
    description:
      'Ein Ring aus Kupferdraht, in den man bindet, was die Hecke hergibt, mit sechzehn warmen Lichtpunkten. Die Batterie sitzt hinter der Schleife und hält einen Advent lang.',
    details: ['Kupferdraht, 36 cm', 'Drei AA, dabei', 'Timer: sechs Stunden am Tag'],
  },
  'dinner-candles': {
    title: 'Sieben Tafelkerzen',
    line: 'Eine Woche Abendessen, noch am Docht verbunden.',
    description:
      'Paarweise getaucht und in Papier geschlagen, wie sie vom Gestell kommen. Stearin mit einem Drittel Bienenwachs: Sie stehen gerade, brennen sauber und verlangen nichts.',
    details: ['Stearin und Bienenwachs, 28 cm', 'Sieben Stück, je acht Stunden', 'Für Halter mit 22 mm'],
  },
  'match-bottle': {
    title: 'Flasche langer Streichhölzer',
    line: 'Reicht bis zum Docht unten im Glas.',
    description:
      'Sechzig Hölzer aus Espe unter einem Korken, die Reibfläche auf dem Glas. Die Flasche will wieder gefüllt werden: Nachschub kommt in einer schlichten Schachtel.',
    details: ['Sechzig Hölzer, 18 cm', 'Glas, Kork', 'Reibfläche an der Seite'],
  },
};
