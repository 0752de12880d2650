import type { Commit } from '../world';
import { pastSyncs, whoSyncs } from './history';

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

/** Older than all the others. */
const byPeople = ['miho.tanaka', 'ren.ito'].map(name => ({
  sha: name,
  author: { name, email: `${name}@hanabi.example` },
  date: '2025-01-01T00:00:00Z',
  message: 'Create',
}));

const past = (list: Commit[], automated: boolean, seed = 'seed') =>
  pastSyncs(list, {
    automated,
    log: [...list, ...byPeople],
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

  it('has authors let their own changes in, or others who were there by then', () => {
    const author = (name: string, date: string): Commit => ({
      sha: `${name} ${date}`,
      author: { name, email: `${name}@hanabi.example` },
      date,
      message: '',
    });
    const log = Array.from({ length: 60 }, (_, day) =>
      author(
        day < 5 ? 'yuki.sato' : 'miho.tanaka',
        new Date(NOW - day * 24 * HOUR).toISOString(),
      ),
    );
    const who = log.map(commit => whoSyncs(commit, log, 'seed'));
    expect(who.slice(5)).not.toContain('yuki.sato');
    expect(who.slice(0, 5)).toContain('yuki.sato');
  });

  it('never has a machine sync by hand', () => {
    const [commit] = commits(1, 1);
    if (!commit) throw new Error('No commit.');
    const log = [
      commit,
      {
        ...commit,
        author: { name: 'renovate[bot]', email: 'a@noreply.example' },
      },
    ];
    expect(whoSyncs(commit, log, 'seed')).toBe('admin');
    expect(whoSyncs(commit, [...log, ...byPeople], 'seed')).toMatch(
      /miho.tanaka|ren.ito/,
    );
  });
});
