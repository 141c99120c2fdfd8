/** The bridge as a library: what the demo, the `scan` script and tests use. */
export { Bridge, type BridgeOptions, type BridgeStatus, createBridge } from './bridge.ts';
export { type ScanExit, scanPicture } from './commands/scan.ts';
export {
  type BridgeConfig,
  ConfigError,
  loadConfig,
  type ResolvedConfig,
  resolveConfig,
} from './config.ts';
export type { Shown } from './desk.ts';
export type { Display } from './frame/messages.ts';
export { deviceIdentity } from './identity/device-key.ts';
export { enroll } from './identity/enroll.ts';
export { createLog, type Log } from './log.ts';
export { decodeImage } from './readers/image.ts';
export type { Link } from './readers/link.ts';
export { memoryLinkPair } from './readers/memory-link.ts';
export { SerialLink } from './readers/serial-link.ts';
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator/simulator.ts';
export type { EventPort } from './uplink/event-port.ts';
export { symbolOf, takesColors, terminalLine } from './verdict/terminal.ts';
