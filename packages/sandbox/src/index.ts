export {
  argoCdToken,
  GITHUB_TOKEN,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from './sandbox';
export { Faults, type Fault, type FaultInput } from './faults';
export type { Clock } from './clock';
export type { Change, Commit, Push, Repositories } from './world';
