/** What `sidestep-race help` prints. */
export const HELP = `sidestep-race: optimizers, step by step, side by side

  sidestep-race run LINK | FILE.json | -    run a race and print its rows
      --steps N     end at step N instead of the number of steps in the config
      --every K     record every K-th row, and the last
      --json        print one JSON object per line (the default)
      --csv         print the same rows as comma-separated values, with the lanes' settings as columns and without a checksum
      --workers N   spread the lanes over N instances of the module; the results are the same bit for bit
      --data DIR    the folder of the packed datasets, or its address
      --file PATH   your own file, for a race that uses one (data=own); give it twice for a pair
  sidestep-race verify LINK | FILE | -      replay a race, or an experiment, and compare the result with its checksum=
      --workers N   use N threads for the runs of an experiment
      --data DIR    as above
  sidestep-race sweep LINK | FILE | -       make all runs of an experiment (seeds=, ranges, tune=), one JSON object per line
      --out FILE    append the lines to a file, and continue where it ends
      --shard I/N   make only part I of N, from 1/N to N/N
      --workers N   use N threads; the lines and their order are the same
      --target V    add to each line the step at which the run first reaches a loss of V; with --metric accuracy, an accuracy
      --count       print only how many runs there are and about how long they take
      --data, --file  as above
  sidestep-race report FILE…                merge the files of a sweep's parts and print a summary
      --metric M    loss (the default), testLoss, accuracy or trainAccuracy, at the end of each run
      --target V    count the runs that reach V and give the median of their steps; without steps in the lines, count those that end there
      --json        print one object per cell, with its lanes and pairs of lanes
      --csv         print the same table as comma-separated values
      --svg         draw a picture: curves over the field that differs between cells, or dots with intervals
      --lines       print the merged lines themselves, in the order of the results
  sidestep-race step LINK | FILE | -        print one update of one lane: every named quantity with the number computed for it
      --lane I      the lane, counted from 0 (the default)
      --at N        the update made at step N, counted from 0; its result is row N+1 of \`run\`
      --parameter I,…  these parameters, counted from 0; by default all of a few, or those of many that move most
      --tex         write formulas as TeX
      --json        {"lane","optimizer","step","t","rate","parameters":[{"parameter","w","gradient","values","after","next","shown"}],"next"}
      --data, --file  as above
  sidestep-race formula LINK | FILE | -     print the update rule of each lane, with its switches as set, as TeX: one lane per line
      --letters L   use other letters for settings, as in 'rho=\\beta,lr=\\alpha'
  sidestep-race code LINK | FILE | -        print a program that runs the race without Sidestep
      --for L       numpy (the default), pytorch, keras, optax or tfjs; it prints the final loss and the parameters of each lane as JSON
      --lane I      only this lane, counted from 0
  sidestep-race figure LINK | FILE | -      draw the figure of a race: its map or regions, its curves, the lanes' names, a caption, the link and the checksum; of an experiment, what its runs come to
      --out FILE    write FILE.svg, .png or .pdf instead of printing the SVG, and print the caption, the link and the checksum
      --width W     as wide as that: 12cm, 5in or 800px (the default)
      --view V,…    map, regions, pair, loss or another quantity of the page's chart; by default what the link shows, else the map or the regions and the loss
      --lang L      en (the default) or zh
      --font FILE   use the letters of that font in PNG and PDF
      --data, --file  as above
  sidestep-race catalog                     print everything that can be chosen, as JSON
  sidestep-race help                        print this help
  sidestep-race --version                   print the version

A row is {"lane","optimizer","step","loss","gradNorm","params","status"}: the state after that many updates, and the loss there. Rows
are ordered by step, then by lane. A lane that diverges ends there. A row has params only if there are at most 32 parameters; shown if
the loss is told at another point, such as an average; accuracy, testLoss and trainAccuracy if a network was tested at that step. In
JSON, a number that is not finite is null. The last line is {"checksum","lanes","link"}: hashes of the final parameters, of the race and of each
lane, and the link that replays it.
verify exits with status 0 if the checksums agree, 1 if they differ and 2 if the link has none.
Bad input: exit status 2 and one line "code at message" on standard error. Input that was read in another way than it is written: a line
"warning code at message".
`;
