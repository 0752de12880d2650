export {
  startArgoCd,
  type ArgoCdInstanceOptions,
  type ArgoCdOptions,
  type RunningArgoCd,
} from './start';
export type { ExportedDeployment } from './pastExport';
