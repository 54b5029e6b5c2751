import type { Config } from '../core/config.ts';

/** A yes or no of HTML, where `false`, `0`, `no` and `off` mean no. */
export type Switch = boolean | 'true' | 'false' | '';

/** The attributes of `<sidestep-race>`, each of which docs/embedding.md explains. */
export interface SidestepRaceAttributes {
  /** A link, from its `#` on or whole, or a config as JSON. */
  config?: string | undefined;
  /** A race or an experiment of the gallery by its id, instead of a config. */
  preset?: string | undefined;
  /** Which pictures, in this order: `trajectory,loss`, or names of others and of quantities. */
  view?: string | undefined;
  /** Which controls: `play`, `problem`, `lanes`, `settings`, `fair`, or hyper-parameters by id; `none`. */
  controls?: string | undefined;
  /** `none`: pictures without the buttons that change them. */
  toolbar?: 'none' | Switch | undefined;
  /** `en` or `zh`; default that of what is around it. */
  lang?: string | undefined;
  /** `lazy` (the default): when it comes near the viewport; `eager`: at once. */
  loading?: 'lazy' | 'eager' | undefined;
  /** Plays when it is seen, unless the reader prefers reduced motion. */
  autoplay?: Switch | undefined;
  /** The folder of the packed datasets. */
  data?: string | undefined;
  /** The folder of the files that the scripts fetch, where a bundler does not take them along. */
  assets?: string | undefined;
  /** `light`, `dark`, or `auto`: as the reader's system is; default as what is around it. */
  theme?: 'light' | 'dark' | 'auto' | undefined;
  /** `large`: letters, lines and discs for a room. */
  type?: 'large' | undefined;
  /** The race alone fills the window, for an audience, and the keys of a clicker drive it. */
  present?: Switch | '1' | undefined;
  /** What the chart shows, as the id of a quantity: `loss`, `gradNorm`, `x` … */
  quantity?: string | undefined;
  /** What it shows that against. */
  against?: 'step' | 'epoch' | 'evaluations' | 'seconds' | undefined;
  /** The scale of the quantity. */
  axis?: 'linear' | 'log' | undefined;
  /** The scale of what it is drawn against. */
  xaxis?: 'linear' | 'log' | undefined;
  /** Whether a noisy loss is smoothed. */
  smooth?: Switch | '0' | '1' | undefined;
  /** Whether a unit of the map is as long across as up. */
  equal?: Switch | '0' | '1' | undefined;
  /** Steps a second; 0: as fast as it goes. */
  speed?: number | string | undefined;
  /** The step at which it stops playing. */
  at?: number | string | undefined;
  /** Of an experiment, the value of the quantity that its runs are to meet. */
  target?: number | string | undefined;
  /** The part of the plane that the map shows: `x0~x1~y0~y1`. */
  map?: string | undefined;
  /** Of the map of two parameters: which two, and at which lane the others are held: `0~3~1`. */
  pair?: string | undefined;
  /** The part that the chart shows: `from~to~from~to`. */
  chart?: string | undefined;
}

/** A config of which what is left out is default; the property `config` takes it as it is, an attribute as JSON. */
export type PartialConfig = Partial<Config> | Readonly<Record<string, unknown>>;
