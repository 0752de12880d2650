import type { Commit } from '../world';
import { pastSyncs, peopleAmong } from './history';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-23T08:00:00Z');

/** Newest first, as `git log` gives them. */
const commits = (count: number, hoursApart: number): Commit[] =>
  Array.from({ length: count }, (_, index) => ({
    sha: String(count - index).padStart(40, '0'),
    author: { name: 'fluxcdbot', email: 'fluxcdbot@hanabi.example' },
    date: new Date(NOW - (index + 1) * hoursApart * HOUR).toISOString(),
    message: `Release ${count - index}`,
  }));

const past = (list: Commit[], automated: boolean, seed = 'seed') =>
  pastSyncs(list, {
    automated,
    people: ['miho.tanaka', 'ren.ito'],
    now: NOW,
    seed,
  });

describe('the past of an application', () => {
  it('is always the same for the same seed', () => {
    const list = commits(40, 30);
    expect(past(list, false)).toEqual(past(list, false));
    expect(past(list, false, 'other')).not.toEqual(past(list, false));
  });

  it('has auto-sync follow nearly every commit within minutes', () => {
    const list = commits(100, 20);
    const syncs = past(list, true);
    expect(syncs.length).toBeGreaterThan(85);
    expect(syncs.length).toBeLessThan(100);
    for (const sync of syncs) {
      const commit = list.find(({ sha }) => sha === sync.revision);
      const delay = sync.startedAt - Date.parse(commit?.date ?? '');
      expect(delay).toBeGreaterThan(0);
      expect(delay).toBeLessThan(3 * 60_000);
      expect(sync.initiatedBy).toEqual({ automated: true });
    }
  });

  it('has people take several commits at once, in order, and never in the future', () => {
    const syncs = past(commits(100, 2), false);
    expect(syncs.length).toBeLessThan(90);
    expect(syncs.length).toBeGreaterThan(20);
    syncs.forEach((sync, index) => {
      expect(sync.deployedAt).toBeGreaterThan(sync.startedAt);
      expect(sync.startedAt).toBeLessThanOrEqual(NOW);
      expect(sync.startedAt).toBeGreaterThan(syncs[index - 1]?.startedAt ?? 0);
      expect(['miho.tanaka', 'ren.ito']).toContain(sync.initiatedBy.username);
    });
  });

  it('knows people from machines', () => {
    const author = (name: string, email: string): Commit => ({
      sha: name,
      author: { name, email },
      date: new Date(NOW).toISOString(),
      message: '',
    });
    expect(
      peopleAmong([
        author('Ren Ito', 'ren.ito@hanabi.example'),
        author('fluxcdbot', 'fluxcdbot@hanabi.example'),
        author(
          'renovate[bot]',
          '29139614+renovate[bot]@users.noreply.github.com',
        ),
        author('Ren Ito', 'ren.ito@hanabi.example'),
      ]),
    ).toEqual(['ren.ito']);
  });
});
