import { place, serviceRow } from '../__testUtils__/builders';
import { summarizeServices } from './attention';
import { environmentColumns, nameOfRef, placeIn } from './columns';
import { servicesToCsv } from './csv';
import { filterRows, readFilters, searchable, writeFilters } from './filters';
import { readPeriod, startOfPeriod } from './period';
import {
  readSavedFilters,
  saveFilter,
  searchToKeep,
  withKept,
} from './savedFilters';
import { insightsScope, readOwner, readTab } from './scope';

describe('what a URL says', () => {
  it('is read and written without loss, and keeps what is not a filter', () => {
    const search = new URLSearchParams(
      'tab=services&q=blog&attention=stuck&attention=failing&attention=nonsense&environment=production',
    );
    const filters = readFilters(search);
    expect(filters).toEqual({
      text: 'blog',
      attention: ['failing', 'stuck'],
      system: undefined,
      environment: 'production',
    });
    expect(readFilters(writeFilters(search, {}))).toEqual(filters);
    expect(writeFilters(search, { text: '', attention: [] }).toString()).toBe(
      'tab=services&environment=production',
    );
  });

  it.each([
    ['owner=blog', 'group:default/blog'],
    ['owner=media/blog', 'group:media/blog'],
    ['owner=User:default/Yuki.Sato', 'user:default/yuki.sato'],
    ['owner=a/b/c', undefined],
    ['owner=', undefined],
    ['', undefined],
  ])('names an owner: %s', (search, owner) => {
    expect(readOwner(new URLSearchParams(search))).toBe(owner);
  });

  it('falls back to what exists', () => {
    expect(readTab(new URLSearchParams('tab=nonsense'))).toBe('services');
    expect(readPeriod(new URLSearchParams('period=nonsense'))).toBe(90);
  });

  it('prefers a team’s figures to a system’s', () => {
    expect(insightsScope('group:default/a', 'system:default/b').kind).toBe(
      'team',
    );
    expect(insightsScope(undefined, 'system:default/b').kind).toBe('system');
  });
});

it('starts a period at midnight, also across the change of clocks', () => {
  const today = new Date(2026, 10, 23);
  expect(new Date(startOfPeriod(today, 90))).toEqual(new Date(2026, 7, 25));
});

describe('many services', () => {
  const rows = [
    serviceRow('a', {
      attention: [
        { kind: 'failing', environment: 'dev' },
        { kind: 'unknown', environment: 'staging' },
      ],
    }),
    serviceRow('b', { attention: [{ kind: 'unknown' }] }),
    serviceRow('c', {
      attention: [
        { kind: 'waiting', environment: 'production' },
        { kind: 'waiting', environment: 'staging' },
      ],
    }),
    serviceRow('d', { places: [], attention: [{ kind: 'not-annotated' }] }),
  ];

  it('are counted by what to do about them', () => {
    expect(summarizeServices(rows)).toEqual({
      total: 4,
      trouble: 1,
      unknown: 1,
      waits: 2,
      waitsIn: ['production', 'staging'],
    });
  });

  it('are searched by any word in any order', () => {
    const found = filterRows(searchable(rows, nameOfRef), {
      text: ' BLOGGING component:default/b ',
      attention: [],
      system: undefined,
      environment: undefined,
    });
    expect(found.map(({ entityRef }) => entityRef)).toEqual([
      'component:default/b',
    ]);
  });

  it('fit a kind and an environment only where both meet', () => {
    const fit = (environment: string) =>
      filterRows(searchable(rows, nameOfRef), {
        text: '',
        attention: ['failing'],
        system: undefined,
        environment,
      });
    expect(fit('dev')).toHaveLength(1);
    expect(fit('staging')).toHaveLength(0);
  });
});

describe('a cell of the table', () => {
  it('shows the worst of several places and counts those that differ', () => {
    const row = serviceRow('a', {
      places: [
        place('production', { instance: 'osaka' }),
        place('production', { instance: 'tokyo', condition: 'degraded' }),
        place('production', { instance: 'nagoya', version: '0.1.41' }),
      ],
    });
    expect(placeIn(row, 'production', [])).toMatchObject({
      place: { instance: 'tokyo' },
      tone: 'bad',
      others: 2,
      distinction: 'tokyo',
    });
    expect(placeIn(row, 'dev', [])).toBeUndefined();
    const alike = ['osaka', 'tokyo'].map(name =>
      place('production', { instance: name }),
    );
    expect(
      placeIn(serviceRow('b', { places: alike }), 'production', []),
    ).toMatchObject({ others: 0, distinction: undefined });
    expect(environmentColumns([row], [])).toEqual(['production']);
  });

  it('does not call old what was good some time ago', () => {
    const row = serviceRow('a', { places: [place('dev', { live: false })] });
    expect(placeIn(row, 'dev', [])?.tone).toBe('unknown');
  });

  it('names entities as people do', () => {
    expect(nameOfRef('group:default/blog')).toBe('blog');
    expect(nameOfRef('group:media/blog')).toBe('media/blog');
  });
});

describe('the CSV', () => {
  it('has a line per place, is quoted by RFC 4180 and holds no formula', () => {
    const lines = servicesToCsv([
      serviceRow('a', {
        title: 'A, "the" service',
        places: [place('dev', { message: '=HYPERLINK("x")' })],
        attention: [{ kind: 'failing', environment: 'dev' }],
      }),
      serviceRow('b', { places: [], attention: [{ kind: 'not-annotated' }] }),
    ]).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain('"A, ""the"" service"');
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")",failing`);
    const columns = lines.slice(0, 1).join('').split(',').length;
    expect(lines[2]?.split(',')).toHaveLength(columns);
    expect(lines[2]).toMatch(/,not-annotated$/);
  });
});

describe('saved filters', () => {
  const everything =
    'q=web&attention=failing&system=system%3Adefault%2Fa&environment=production';

  it('hold everything that narrows the list, and nothing else', () => {
    const kept = searchToKeep(
      new URLSearchParams(`period=30&owner=blog&${everything}`),
      'group:default/blog',
    );
    expect(kept).toBe(`${everything}&owner=group%3Adefault%2Fblog`);
    expect(
      withKept(
        new URLSearchParams('period=30&owner=media&q=x'),
        kept,
      ).toString(),
    ).toBe(`period=30&owner=group%3Adefault%2Fblog&${everything}`);
  });

  it('are of everyone’s services where they name no team', () => {
    expect(
      withKept(new URLSearchParams('owner=media&q=x'), 'q=web').toString(),
    ).toBe('q=web');
  });

  it('take a name once', () => {
    const saved = saveFilter([], 'Mine', 'q=a');
    expect(saveFilter(saved, 'Mine', 'q=b')).toEqual([
      { name: 'Mine', search: 'q=b' },
    ]);
  });

  it.each([[undefined], ['nonsense'], [[{ name: 1 }]]])(
    'are none where %j was kept',
    kept => {
      expect(readSavedFilters(kept)).toEqual([]);
    },
  );
});
