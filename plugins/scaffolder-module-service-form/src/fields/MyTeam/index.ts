export { myTeamField } from './field';
