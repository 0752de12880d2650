export {
  startArgoCd,
  type ArgoCdInstanceOptions,
  type ArgoCdOptions,
  type RunningArgoCd,
} from './start';
