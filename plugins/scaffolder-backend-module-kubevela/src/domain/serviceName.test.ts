import { serviceNameProblem } from './serviceName';

describe('serviceNameProblem', () => {
  it.each(['abc', 'comment-service', 'a1-b2-c3', 'a'.repeat(40)])(
    'accepts %s',
    name => {
      expect(serviceNameProblem(name)).toBeUndefined();
    },
  );

  it.each([
    ['ab', /3 to 40/],
    ['a'.repeat(41), /41 characters/],
    ['a'.repeat(300), /300 characters/],
    ['a"b', /lower-case letters/],
    ['../x', /lower-case letters/],
    ['${{ secrets.X }}', /lower-case letters/],
    ['コメント', /lower-case letters/],
    ['Comments', /lower-case letters/],
    ['1service', /lower-case letters/],
    ['two--hyphens', /single hyphens/],
    ['-leading', /lower-case letters/],
    ['trailing-', /lower-case letters/],
    ['line\nbreak', /lower-case letters/],
    ['name\n', /lower-case letters/],
    ['null', /meaning of its own/],
    ['internal', /meaning of its own/],
  ])('refuses %j', (name, message) => {
    expect(serviceNameProblem(name)).toMatch(message);
  });
});
