export {
  startArgoCd,
  type ArgoCdInstanceOptions,
  type ArgoCdOptions,
  type RunningArgoCd,
} from './start';
export type { ExportedDeployment } from './pastExport';
export {
  moreSchema,
  nextSyncSchema,
  windowSchema,
  type InstanceControl,
} from './InstanceControl';
