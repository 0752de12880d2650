export { toMarkdownTextFilter } from './toMarkdownText';
export { toYamlStringFilter } from './toYamlString';
