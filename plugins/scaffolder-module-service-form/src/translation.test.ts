import ja from './translation.ja';

describe('the Japanese messages', () => {
  it('fill in the same values as the English ones', () => {
    expect(ja['name.length']).toMatch(
      /\{\{min\}\}.*\{\{max\}\}.*\{\{length\}\}/,
    );
    expect(ja['name.taken']).toContain('{{name}}');
    expect(ja['name.reserved']).toContain('{{name}}');
    expect(ja['team.failed']).toContain('{{error}}');
  });
});
