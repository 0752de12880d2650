export { deployStatusPlugin as default } from './plugin';
