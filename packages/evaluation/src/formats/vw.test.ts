import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVw, type VwEntry, type VwOptions } from './index.ts';

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of stream) found.push(each);
  return found;
}

async function read(text: string, options?: VwOptions): Promise<VwEntry[]> {
  return await all(readVw([text], options));
}

const feature = (name: string, value = 1, namespace = '') => ({ namespace, name, value });

describe('text', () => {
  it('has one example a line, whose actions are numbers', async () => {
    expect(await read('1:-0.5:0.25 |f a b:2\n3:1:0.5 |f b:-1.5e-2 c:0\n')).toEqual([
      {
        kind: 'cb',
        line: 1,
        shared: [feature('a', 1, 'f'), feature('b', 2, 'f')],
        outcome: { action: 0, cost: -0.5, probability: 0.25 },
        costs: [{ action: 0, cost: -0.5 }],
        weight: 1,
      },
      {
        kind: 'cb',
        line: 2,
        shared: [feature('b', -0.015, 'f')],
        outcome: { action: 2, cost: 1, probability: 0.5 },
        costs: [{ action: 2, cost: 1 }],
        weight: 1,
      },
    ]);
  });

  it('knows further costs, and the action of the policy to be evaluated', async () => {
    expect(await read('2 1:1 2:3:0.5 | a')).toMatchObject([
      {
        evaluated: 1,
        outcome: { action: 1, cost: 3, probability: 0.5 },
        costs: [
          { action: 0, cost: 1 },
          { action: 1, cost: 3 },
        ],
      },
    ]);
  });

  const block = [
    'shared first|User:2 tom age:0.5 |City city=Rome',
    "0:-1:0.2 'one| a",
    '|Item b colour:red',
    '',
    '| c',
    '0:1:0.8 | d',
  ];

  it.each([
    ['\n', 'as on Unix'],
    ['\r\n', 'as on Windows'],
  ])('has one example a block, with lines that end %j, %s', async (end) => {
    const first = {
      kind: 'cb',
      line: 1,
      id: 'first',
      shared: [feature('tom', 2, 'User'), feature('age', 1, 'User'), feature('city=Rome', 1, 'City')],
      actions: [
        { tag: 'one', features: [feature('a')] },
        { features: [feature('b', 1, 'Item'), feature('colour=red', 1, 'Item')] },
      ],
      outcome: { action: 0, cost: -1, probability: 0.2 },
      weight: 1,
    };
    const second = {
      kind: 'cb',
      line: 5,
      shared: [],
      actions: [{ features: [feature('c')] }, { features: [feature('d')] }],
      outcome: { action: 1, cost: 1, probability: 0.8 },
      weight: 1,
    };
    expect(await read(block.join(end))).toEqual([first, second]);
    expect(await read(`${block.join(end)}${end}${end}`)).toEqual([first, second]);
  });

  it('is the same however it is cut into chunks', async () => {
    const text = `${block.join('\r\n')} größer:2\n`;
    const bytes = new TextEncoder().encode(text);
    const whole = await read(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), async (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), bytes.length];
        const parts = ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
        expect(await all(readVw(parts))).toEqual(whole);
      }),
    );
  });

  it('gives back whatever was written', async () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_=.^-]{1,12}$/);
    const value = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => x !== 0);
    const known = fc.record({ namespace: word, name: word, value });
    const line = fc.record({
      action: fc.integer({ min: 1, max: 99 }),
      // What is written of −0 is 0.
      cost: fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
      probability: fc.double({ min: 1e-6, max: 1, noNaN: true }),
      features: fc.array(known, { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), async (lines) => {
        const text = lines.map(({ action, cost, probability, features }) => {
          const words = features.map((each) => `|${each.namespace} ${each.name}:${each.value}`);
          return `${action}:${cost}:${probability} ${words.join(' ')}`;
        });
        const found = await read(text.join('\n'), { layout: 'line' });
        expect(found).toMatchObject(
          lines.map(({ action, cost, probability, features }) => ({
            kind: 'cb',
            outcome: { action: action - 1, cost, probability },
            shared: features,
          })),
        );
      }),
    );
  });

  it('has slates whose slots have costs of their own', async () => {
    const text = [
      'ccb shared | s',
      'ccb action | a',
      'ccb action | b',
      'ccb slot 1:-1:0.75,0:0.25 0,1 | top',
      'ccb slot | bottom',
    ];
    expect(await read(text.join('\n'))).toEqual([
      {
        kind: 'ccb',
        line: 1,
        shared: [feature('s')],
        actions: [{ features: [feature('a')] }, { features: [feature('b')] }],
        slots: [
          {
            features: [feature('top')],
            include: [0, 1],
            outcome: { action: 1, cost: -1, probability: 0.75 },
            probabilities: [
              { action: 1, probability: 0.75 },
              { action: 0, probability: 0.25 },
            ],
          },
          { features: [feature('bottom')] },
        ],
        weight: 1,
      },
    ]);
  });

  it('has slates with one cost of all', async () => {
    const text = [
      'slates shared 0.5 | s',
      'slates action 0 | a',
      'slates action 1 | b',
      'slates slot 0:0.4 | x',
    ];
    expect(await read(text.join('\n'))).toMatchObject([
      {
        kind: 'slates',
        cost: 0.5,
        actions: [{ slot: 0 }, { slot: 1 }],
        slots: [{ probabilities: [{ action: 0, probability: 0.4 }] }],
      },
    ]);
  });

  it('tells what is no log of choices as what it is', async () => {
    expect(await read('ca 3.5:1:0.02 | a')).toMatchObject([
      { kind: 'continuous', outcome: { action: 3.5, cost: 1, density: 0.02 } },
    ]);
    expect(await read('2 0.5 tag| a')).toMatchObject([
      { kind: 'supervised', label: 2, weight: 0.5, tag: 'tag' },
    ]);
    expect(await read('1:1 2:0 | a')).toMatchObject([
      {
        kind: 'costs',
        costs: [
          { action: 0, cost: 1 },
          { action: 1, cost: 0 },
        ],
      },
    ]);
    expect(await read('1:1 | a\n2:0 | b\n\n1:0 | c')).toMatchObject([
      { kind: 'costs', actions: [{}, {}] },
      { kind: 'costs', line: 4 },
    ]);
  });

  it('names what it cannot read by line and code, and goes on', async () => {
    const text = [
      '1:0.5:0.5 | fine',
      '1:half:0.5 | a',
      '1:0.5:0 | a',
      '1:0.5:1.5 | a',
      '0:1:0.5 | a',
      '1:1:0.5 2:1:0.5 | a',
      '1:1:0.5 |f:heavy a',
      '1:1:0.5 | a:',
      '# a comment',
      '1:0.5:0.5 | fine',
    ];
    const found = await read(text.join('\n'), { layout: 'line' });
    expect(found.map((entry) => [entry.line, 'code' in entry ? entry.code : entry.kind])).toEqual([
      [1, 'cb'],
      [2, 'INVALID_LABEL'],
      [3, 'INVALID_PROBABILITY'],
      [4, 'INVALID_PROBABILITY'],
      [5, 'UNKNOWN_ACTION'],
      [6, 'SEVERAL_LABELS'],
      [7, 'INVALID_FEATURE'],
      [8, 'INVALID_FEATURE'],
      [9, 'COMMENT'],
      [10, 'cb'],
    ]);
    const blocks = ['shared | s', '', '0:1:0.5 | a', '0:1:0.5 | b', '', 'ccb shared | s', 'ccb slot | s'];
    expect((await read(blocks.join('\n'))).map((entry) => 'code' in entry && entry.code)).toEqual([
      'NO_ACTIONS',
      'SEVERAL_LABELS',
      'NO_ACTIONS',
    ]);
  });
});

describe('JSON', () => {
  const decision = {
    _label_cost: -1,
    _label_probability: 0.7,
    _label_Action: 2,
    _labelIndex: 1,
    EventId: 'e1',
    a: [2, 1],
    p: [0.7, 0.3],
    pdrop: 0.5,
    c: {
      User: { age: 30, name: 'Tom', member: true, guest: false, score: 0, _hidden: 1 },
      season: 'spring',
      Tags: [{ kind: 'new' }, 0.5],
      _multi: [
        { _tag: 'first', i: { id: 'a' } },
        { i: { id: 'b' }, _text: 'two words' },
      ],
    },
  };

  it('has the log of the decision service', async () => {
    expect(await read(JSON.stringify(decision))).toEqual([
      {
        kind: 'cb',
        line: 1,
        id: 'e1',
        shared: [
          feature('age', 30, 'User'),
          feature('name=Tom', 1, 'User'),
          feature('member', 1, 'User'),
          feature('season=spring'),
          feature('kind=new', 1, 'Tags'),
          feature('1', 0.5, 'Tags'),
        ],
        actions: [
          { tag: 'first', features: [feature('id=a', 1, 'i')] },
          { features: [feature('id=b', 1, 'i'), feature('two'), feature('words')] },
        ],
        outcome: { action: 1, cost: -1, probability: 0.7 },
        probabilities: [0.3, 0.7],
        weight: 2,
      },
    ]);
  });

  it.each([
    ['2026-01-31T09:30:00.0000000Z', { at: Date.UTC(2026, 0, 31, 9, 30) }],
    ['2026-01-31T09:30:00', { at: Date.UTC(2026, 0, 31, 9, 30) }],
    ['2026-01-31T09:30:00+01:00', { at: Date.UTC(2026, 0, 31, 8, 30) }],
    ['yesterday', {}],
    [7, {}],
  ])('tells that a decision was made at %j', async (Timestamp, told) => {
    const [found] = await read(JSON.stringify({ ...decision, Timestamp }));
    const { at } = found?.kind === 'cb' ? found : { at: 'no decision' };
    expect({ at }).toEqual({ at: undefined, ...told });
  });

  it('has plain JSON, with the label in its own object', async () => {
    const example = {
      _label: { Cost: 1, Probability: 0.5, Action: 1 },
      s: 'x',
      _multi: [{ a: 1 }, { a: 2 }],
    };
    expect(await read(JSON.stringify(example))).toMatchObject([
      {
        kind: 'cb',
        shared: [feature('s=x')],
        outcome: { action: 0, cost: 1, probability: 0.5 },
        weight: 1,
      },
    ]);
  });

  it('has slots with outcomes', async () => {
    const context = { s: 1, _multi: [{ a: 1 }, { b: 1 }], _slots: [{ _id: 'top', _inc: [0, 1] }, { x: 1 }] };
    const _outcomes = [
      { _label_cost: -1, _id: 'top', _a: [1, 0], _p: [0.9, 0.1] },
      { _label_cost: 0, _a: 0, _p: 1 },
    ];
    expect(await read(JSON.stringify({ EventId: 'e', c: context, _outcomes }))).toMatchObject([
      {
        kind: 'ccb',
        id: 'e',
        slots: [
          { id: 'top', include: [0, 1], outcome: { action: 1, cost: -1, probability: 0.9 } },
          { outcome: { action: 0, cost: 0, probability: 1 } },
        ],
      },
    ]);
    const slates = { ...context, _multi: [{ _slot_id: 0 }, { _slot_id: 1 }] };
    expect(await read(JSON.stringify({ _label_cost: 2, c: slates, _outcomes }))).toMatchObject([
      { kind: 'slates', cost: 2, slots: [{ probabilities: [{ action: 1 }, { action: 0 }] }, {}] },
    ]);
  });

  it('keeps what is not to be learned apart, rewards that come later, and notes', async () => {
    const lines = [
      JSON.stringify({ ...decision, _skipLearn: true }),
      JSON.stringify({ RewardValue: 2, EventId: 'e1', Observations: [{ v: 2 }] }),
      JSON.stringify({ Observations: [{ v: 0.5, EventId: 'e2' }, { v: 1 }] }),
      '[CHECKPOINT INFO LINE]',
      '',
      JSON.stringify({ _label_ca: { action: 2.5, cost: 1, pdf_value: 0.1 }, c: { 'room=Hall': 1 } }),
    ];
    expect(await read(lines.join('\r\n'))).toMatchObject([
      { kind: 'cb', skipLearn: true },
      { kind: 'observation', event: 'e1', reward: 2 },
      { kind: 'observation', event: 'e2', reward: 1.5 },
      { kind: 'note', code: 'CHECKPOINT' },
      { kind: 'continuous', line: 6, outcome: { action: 2.5, cost: 1, density: 0.1 } },
    ]);
  });

  it.each([
    ['{"_multi": [{', 'INVALID_JSON'],
    ['[1, 2]', 'NOT_AN_EXAMPLE'],
    [{ ...decision, pdrop: 1 }, 'INVALID_WEIGHT'],
    [{ ...decision, _labelIndex: 2 }, 'UNKNOWN_ACTION'],
    [{ ...decision, _labelIndex: 0.5 }, 'INVALID_LABEL'],
    [{ ...decision, _label_probability: undefined }, 'INVALID_PROBABILITY'],
    [{ ...decision, c: {} }, 'NO_ACTIONS'],
    [{ RewardValue: 1, Observations: [] }, 'INVALID_LABEL'],
  ])('names what it cannot read: %j', async (line, code) => {
    const text = typeof line === 'string' ? line : JSON.stringify(line);
    expect(await read(`\n${text}\n${JSON.stringify(decision)}`, { syntax: 'json' })).toMatchObject([
      { kind: 'bad', line: 2, code },
      { kind: 'cb', line: 3 },
    ]);
  });

  it('leaves out a distribution that is not that of the label', async () => {
    const [found] = await read(JSON.stringify({ ...decision, p: [0.3, 0.7] }));
    expect(found).not.toHaveProperty('probabilities');
  });
});
