#pragma once

#include "instrument/measurement.h"
#include "lane/lane.h"

namespace sidestep {

/// One direction of what an instrument reads.
struct Axis {
  std::string_view id;
  std::span<const std::string_view> parts{};  ///< what stands at each place along it, where that never changes
};

/// What is known of an instrument before it measures.
struct InstrumentInfo {
  std::string_view id;  ///< never renamed
  Text name;
  Text doc;
  std::span<const Axis> axes{};
};

/// A problem with its settings, on which nothing has run.
struct ProblemSpec {
  std::string id{};
  Settings settings{};
  RaceContext race{};
  const ProblemEntry* entry = nullptr;  ///< that of the id
};

/// A registered instrument. It measures a run where it stands, or a problem.
struct Instrument {
  InstrumentInfo info;
  std::span<const Field> fields{};
  Result<Measurement> (*ofRun)(const Lane&, const Settings&) = nullptr;
  Result<Measurement> (*ofProblem)(const ProblemSpec&, const Settings&) = nullptr;
};

/// All instruments, in the order of instrument/all.h.
std::vector<const Instrument*>& instruments();

/// What the instrument of that id reads with these settings of a run, which it leaves as it is, or, without
/// one, of a problem.
Result<Measurement> measure(std::string_view id, const Settings& settings, const Lane* run, ProblemSpec& problem);

inline Result<Measurement> measure(std::string_view id, const Settings& settings, const Lane& run) {
  ProblemSpec none;
  return measure(id, settings, &run, none);
}
inline Result<Measurement> measure(std::string_view id, const Settings& settings, ProblemSpec problem) {
  return measure(id, settings, nullptr, problem);
}

/// `inline const RegisterInstrument<TensorNorms> registerTensorNorms;` at the end of an instrument's header puts it on
/// the list. S has its `info`, `fields` where it has settings, and `measure(subject, settings)`.
template <class S>
struct RegisterInstrument {
  RegisterInstrument() { instruments().push_back(&instrument); }

 private:
  static constexpr Instrument described() {
    Instrument instrument{.info = S::info};
    if constexpr (requires { S::fields; }) instrument.fields = S::fields;
    if constexpr (requires(const Lane& run, const Settings& settings) { S::measure(run, settings); }) {
      instrument.ofRun = S::measure;
    } else {
      instrument.ofProblem = S::measure;
    }
    return instrument;
  }
  static constexpr Instrument instrument = described();
};

}  // namespace sidestep
