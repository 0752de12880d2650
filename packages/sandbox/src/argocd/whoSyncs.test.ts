import type { Commit } from '../world';
import { whoSyncs } from './whoSyncs';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-23T08:00:00Z');

/** Older than all the others. */
const byPeople = ['miho.tanaka', 'ren.ito'].map(name => ({
  sha: name,
  author: { name, email: `${name}@hanabi.example` },
  date: '2025-01-01T00:00:00Z',
  message: 'Create',
}));

describe('who syncs by hand', () => {
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
    const commit = {
      sha: '1',
      author: { name: 'fluxcdbot', email: 'fluxcdbot@hanabi.example' },
      date: new Date(NOW - HOUR).toISOString(),
      message: 'Release 1',
    };
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
