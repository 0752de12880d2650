import { messageOf, progressOf } from './taskTrailer';

const by = (taskId: string) => messageOf('Create comments', taskId);

describe('progressOf', () => {
  it.each([
    ['there is no repository', undefined, { reached: 'nothing' }],
    ['it is empty', [], { reached: 'empty-repository' }],
    [
      'it has a commit of this task below later ones',
      [
        { sha: 'b', message: 'Deploy 0.1.1 to dev' },
        { sha: 'a', message: by('7') },
      ],
      { reached: 'pushed', sha: 'a' },
    ],
    [
      'its commits are of another task',
      [{ sha: 'a', message: by('70') }],
      { reached: 'somebody-else' },
    ],
    [
      'a commit only quotes the trailer',
      [{ sha: 'a', message: 'Explain "Michi-Task: 7"' }],
      { reached: 'somebody-else' },
    ],
  ])('where %s', (_, commits, expected) => {
    expect(progressOf(commits, '7')).toEqual(expected);
  });
});
