import type { ProblemConfig } from '../core/config.ts';
import { type FormulaDescription, type NetworkDescription, SidestepError } from '../core/module.ts';
import { Trace } from '../core/trace.ts';
import type { HostClient, Preview } from '../worker/protocol.ts';
import type { Crew } from './crew.ts';
import { inspectFiles } from './inspect.ts';
import type { EngineLane } from './lane.ts';

/** What the page asks of the module beside the race: nothing here changes a lane. */
export class Asks {
  constructor(
    private readonly crew: () => Crew,
    private readonly lane: (index: number) => EngineLane | undefined,
  ) {}

  /** The instructions that the module was made of: 'simd128'. */
  async build(): Promise<string> {
    const [host] = await this.crew().gather(1);
    return host!.call('build');
  }

  /**
   * What is in files of the user's own; of a table `column` (from 0): where its classes are, `wanted`: the reference of a link.
   * Rejects with what is wrong, and where.
   */
  inspect(files: readonly File[], column: number | null, wanted: string): Promise<Preview> {
    return inspectFiles(files, column, wanted);
  }

  /** The layers of a network text for items of that shape. Rejects with what is wrong. */
  async describe(net: string, shape: readonly number[]): Promise<NetworkDescription> {
    const [host] = await this.crew().gather(1);
    return host!.call('describe', net, [...shape]);
  }

  /** What the core makes of a problem with a formula; rejects with a SidestepError that says where it cannot be read. */
  async describeFormula(problem: ProblemConfig): Promise<FormulaDescription> {
    const [host] = await this.crew().gather(1);
    return host!.call('describeFormula', problem);
  }

  /** What a lane makes of n × n points of the plane, row-major with y outer: class and its probability, interleaved. */
  async decide(lane: number, [x, y]: readonly [number, number][], n: number): Promise<Float64Array> {
    const { host, id } = await this.made(lane);
    return host.call('decide', id, x ?? [0, 0], y ?? [0, 0], n);
  }

  /** The points of the plane that a lane learns from: x, y, class of each. */
  async points(lane: number): Promise<Float64Array> {
    const { host, id } = await this.made(lane);
    return host.call('points', id);
  }

  /** |Δwᵢ|/|gᵢ| of a lane for every parameter, at each of these ascending steps: a replay beside the lane, which goes on. */
  async rates(lane: number, steps: readonly number[]): Promise<Float64Array> {
    const { host, spec } = await this.made(lane);
    return host.call('rates', spec, steps);
  }

  /** A lane's rows of every step up to one, of these columns: a replay beside the lane, whose own trace may leave rows out. */
  async replay(lane: number, to: number, columns: readonly string[]): Promise<Trace> {
    const { host, spec, useData } = await this.made(lane);
    const trace = new Trace(columns);
    trace.append(await host.call('replay', spec, to, columns, useData));
    return trace;
  }

  /** The host of a lane and its name there, once it has been made. */
  async made(lane: number): Promise<Pick<EngineLane, 'id' | 'spec' | 'useData'> & { host: HostClient }> {
    const it = this.lane(lane);
    await it?.started;
    if (!it?.host) throw new SidestepError({ code: 'internal', at: '', message: `there is no lane ${lane}` });
    return { host: it.host, id: it.id, spec: it.spec, useData: it.useData };
  }
}
