// This decides which of the texts that were read are believed.
//
// Decides: which detections are too weak to be a scan at all, and which need a second one that agrees.
// Leaves to others: whether the code makes sense (scanner/meaning/parse.h).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "scanner/image/box.h"
#include "scanner/reader/decode.h"
#include "scanner/reader/hypothesis_test.h"
#include "scanner/reader/reader_settings.h"

namespace dockhand {

// So many scan lines of a linear symbol have to agree, in a picture as it is.
inline constexpr int agreeing_lines = 3;

// Says whether it is what its symbology and text demand, whatever the number of lines.
bool acceptable(const Symbol& symbol, const ReaderSettings& settings);
bool is_matrix(Symbology symbology);
// True for EAN, UPC, ITF, Code 39 and Codabar. They check themselves so little that sharpened noise can look like one.
bool checks_itself_weakly(Symbology symbology);
// True when it is the same symbol, seen twice: the same symbology, the same text, and about the same place.
bool same_symbol(const Symbol& a, const Symbol& b);
// True when it is the same symbol, or one with the add-on of the other.
bool same_label(const Symbol& a, const Symbol& b);

// Collects what the looks at one picture show, and keeps each symbol once.
//
// In the picture as it is, agreeing_lines lines of one look make a linear symbol. In an enhanced picture a line may be
// an artefact, so they have to come together from several looks: a symbol that checks itself weakly needs two looks,
// and three times the lines of any other text that was read at its place. Before an EAN or UPC is accepted it has to
// explain the picture (scanner/reader/hypothesis_test.h), because the same blur misleads many lines and looks in the
// same way.
class Consensus {
 public:
  // Is asked before a symbol is accepted, once in ten frames. A symbol that it refutes is not accepted.
  using HypothesisTest = std::function<TestOutcome(const Symbol&)>;
  explicit Consensus(const ReaderSettings& settings, HypothesisTest test = {})
      : settings_(settings), test_(std::move(test)) {}

  // Begins a camera's next frame: nothing is accepted yet, and what waits for a second look waits for ten frames.
  void next_frame();
  // Adds everything that one look has shown.
  void add(const std::vector<Detection>& look, bool enhanced);
  // True when several enhanced looks agree on something in this place that the picture neither proves nor refutes. It
  // is accepted when everything was tried there that would prove another text. `most_age` is the number of frames since
  // one of them saw it.
  bool has_doubtful_in(const Box& place) const;
  void accept_doubtful_in(const Box& place, int most_age = 0);
  const std::vector<Symbol>& symbols() const { return accepted_; }
  // True when an accepted symbol lies in the middle of this place, or fills half of it: then there is no room for
  // another.
  bool covers(const Box& place) const;
  // True when the middle of an accepted symbol lies in this place.
  bool has_in(const Box& place) const;

 private:
  struct Candidate {
    Symbol symbol;
    int lines = 0;
    int looks = 1;
    int age = 0;        // frames since it was last seen
    bool sure = false;  // a plain look at this frame was enough
    std::optional<TestOutcome> outcome = {};
  };
  bool known(const Symbol& symbol) const;
  Candidate& note(const Detection& detection);
  bool believable(const Candidate& candidate) const;
  bool often(const Candidate& candidate) const;
  void accept(Candidate& candidate);
  void displace_doubtful(const Symbol& proven);
  static bool doubtful(const Candidate& candidate);
  bool waits(const Candidate& candidate, int most_age) const;

  const ReaderSettings settings_;
  const HypothesisTest test_;
  std::vector<Symbol> accepted_;
  std::vector<Candidate> candidates_;  // at most max_candidates
  static constexpr std::size_t max_candidates = 64;
  static constexpr int max_age = 10;
};

}  // namespace dockhand
