/** What `sidestep-race help` prints. */
export const HELP = `sidestep-race: optimizers, step by step, side by side

  sidestep-race run LINK | FILE.json | -    run a race and print what it recorded
      --steps N     end at step N instead of the config's
      --every K     record a row each K steps (and the last)
      --json        one JSON object a line (the default)
      --csv         the same rows as comma-separated values, a column each, with the lane's settings; no checksum
      --workers N   spread the lanes over N instances of the module; the bits are the same
      --data DIR    the folder of the packed datasets, or its address
      --file PATH   a file of your own, where the race learns from one (data=own); twice for a pair
  sidestep-race verify LINK | FILE | -      replay a link and compare what it comes to with its checksum=
      --data DIR    as above
  sidestep-race sweep LINK | FILE | -       make all runs of an experiment (seeds=, ranges, tune=), one JSON object a line
      --out FILE    add the lines to a file, and go on where it ends
      --shard I/N   only the I-th of N parts, from 1/N to N/N
      --workers N   on N threads; the lines and their order are the same
      --target V    each line tells at which step its run first comes to a loss of V; with --metric accuracy, to an accuracy
      --count       only say how many runs there are, and about how long they take
      --data, --file  as above
  sidestep-race report FILE…                merge the files of a sweep's parts, and print what they come to
      --metric M    loss (the default), testLoss, accuracy or trainAccuracy, at the end of each run
      --target V    count the runs that come to V, and the median of the steps, where lines tell; else those that end there
      --json        one object a cell, with its lanes and their pairs
      --csv         the same table as comma-separated values
      --svg         a picture: curves over the field that differs between cells, else dots with intervals
      --lines       the merged lines themselves, in the order of results
  sidestep-race step LINK | FILE | -        tell one update of one lane with its numbers: each thing by its name, as it was computed
      --lane I      the lane, from 0 (the first)
      --at N        the update that is made at step N, from 0; what comes next is row N+1 of \`run\`
      --parameter I,…  these parameters, from 0; else all of a few, and of many those that move most
      --json        {"lane","optimizer","step","parameters":[{"parameter","w","gradient","values","next"}],"next"}
      --data, --file  as above
  sidestep-race formula LINK | FILE | -     print the rule of each lane, as its switches stand, as TeX: a lane a line
      --letters L   other letters for settings, as in 'rho=\\beta,lr=\\alpha'
  sidestep-race catalog                     print everything that can be chosen, as JSON
  sidestep-race help                        print this
  sidestep-race --version                   print the version

A row is {"lane","optimizer","step","loss","gradNorm","params","status"}: the state after that many updates, and the loss there.
Rows come step by step, the lanes in order within a step. A lane that diverges ends there. params only where there are at most 32
parameters; shown where the loss is told elsewhere, as with an average; accuracy, testLoss and trainAccuracy where a network was tested. A number that is not finite is null. The last line is {"checksum","lanes","link"}:
hashes of the final parameters, of the race and of each lane, and the link that replays it.
verify: exit status 0 when the checksums are the same, 1 when they differ, 2 when there is none to compare with.
Bad input: exit status 2, and one line "code at message" on standard error. What is read all the same, and how: a line "warning code at message".
`;
