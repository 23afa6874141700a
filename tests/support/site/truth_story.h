// A story of three terminals and their hub, at whose end the books have to say what really lies where.
//
// Decides: when a terminal meets its hub, what becomes of the hub meanwhile, and what has to hold at the end. Leaves to
// others: what people do (people_at_work.h).
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/site/people_at_work.h"
#include "tests/support/site/sim_device.h"

namespace dockhand::test {

enum class Meets {
  seldom,    // terminals work apart for long
  always,    // after everything that is done
  set_back,  // always, until the hub is set back to an older copy
  made_anew  // always, until the hub is another one
};

struct TruthStory {
  struct Step {
    int who = 0;
    bool meets = false;
    unsigned dice = 0;
  };
  Meets meets = Meets::seldom;
  std::vector<Step> steps;
  std::size_t kept_at = 0;  // the step before which the hub is copied

  static TruthStory of(unsigned seed, Meets meets) {
    std::mt19937 random(seed);
    TruthStory story{meets, {}, 0};
    const auto length = 12 + random() % 50;
    for (std::size_t i = 0; i < length; ++i) {
      const bool seldom = meets == Meets::seldom;
      story.steps.push_back(
          {static_cast<int>(random() % 3), seldom && random() % 6 == 0, static_cast<unsigned>(random())});
    }
    story.kept_at = random() % length;
    return story;
  }
};

class TruthSite {
 public:
  // Returns what is wrong at the end; empty: nothing.
  static std::string play(const TruthStory& story) {
    try {
      TruthSite(story).run();
    } catch (const Complaint& wrong) {
      return wrong.text;
    }
    return "";
  }

 private:
  explicit TruthSite(const TruthStory& story) : story_(story) {
    open_hub();
    office_sends();
    for (std::size_t i = 0; i < terminals_.size(); ++i) {
      const std::string name(1, static_cast<char>('a' + i));
      floors_.push_back(std::make_unique<Floor>(name + ".db", LedgerRole::terminal, clock_, name, disk_));
      terminals_[i] = Terminal{name + ".db", floors_.back().get()};
    }
    all_meet();
  }

  void run() {
    for (std::size_t i = 0; i < story_.steps.size(); ++i) {
      const TruthStory::Step& step = story_.steps[i];
      if (i == story_.kept_at && story_.meets == Meets::set_back) keep_hub();
      const auto who = static_cast<std::size_t>(step.who);
      if (step.meets) {
        people_.say("      " + terminals_[who].file + " meets the hub");
        meet(who);
      } else {
        people_.work(terminals_[who], step.dice);
      }
      if (story_.meets != Meets::seldom) all_meet();
    }
    all_meet();
    if (story_.meets == Meets::set_back) set_hub_back();
    if (story_.meets == Meets::made_anew) make_hub_anew();
    all_meet();
    one_truth();
    every_difference_is_asked_about();
    answer_questions();
  }

  // --- the site
  void open_hub() {
    hub_.reset();
    hub_.emplace(hub_file_, LedgerRole::hub, clock_, "office" + std::to_string(++openings_), disk_);
  }
  void keep_hub() {
    hub_.reset();
    disk_.copy(hub_file_, "kept.db");
    kept_ = true;
    open_hub();
  }
  void set_hub_back() {
    if (!kept_) return;
    people_.say("      the hub is set back");
    hub_.reset();
    disk_.copy("kept.db", hub_file_);
    open_hub();
  }
  void make_hub_anew() {
    people_.say("      the hub is made anew");
    hub_.reset();
    hub_file_ = "anew.db";
    open_hub();
    office_sends();
  }
  void office_sends() {
    const auto wanted = [](const char* line, const char* what, std::int64_t many) {
      return OrderLineRow{order(line),       "ACME",    item(what), units(many), units(0), 5,
                          day("2026-11-24"), Instant{}, true};
    };
    const auto bought = [](const char* line, const char* what, std::int64_t many) {
      return PurchaseLineRow{purchase(line), "SKF", item(what), units(many), day("2026-11-22"), {}};
    };
    Import import;
    import.rows = {ItemRow{item("BRG"), "Bearing", Tracking::none},
                   ItemRow{item("GLV"), "Gloves", Tracking::lot},
                   LocationRow{place("DOCK-1"), LocationKind::dock, 0},
                   LocationRow{place("DOCK-2"), LocationKind::dock, 0},
                   LocationRow{place("A-01"), LocationKind::storage, 1},
                   LocationRow{place("A-02"), LocationKind::storage, 2},
                   LocationRow{place("X-01"), LocationKind::lane, 90},
                   LocationRow{place("X-02"), LocationKind::lane, 91},
                   LocationRow{place("Q-01"), LocationKind::quarantine, 95},
                   CustomerRow{"ACME", "Acme Ltd"},
                   bought("PO-7/1", "BRG", 20),
                   bought("PO-7/2", "GLV", 20),
                   wanted("SO-1/1", "BRG", 4),
                   wanted("SO-1/2", "GLV", 3),
                   wanted("SO-2/1", "BRG", 6),
                   wanted("SO-2/2", "GLV", 5),
                   wanted("SO-3/1", "BRG", 2),
                   wanted("SO-3/2", "GLV", 2)};
    hub_->accepted(import);
  }
  void meet(std::size_t who) {
    LocalConnector line(
        *hub_->ledger, [] { return Fault::none; }, 50);
    const auto synced = sync_once(on_this_thread(*terminals_[who].floor->ledger), line, clock_);
    if (!synced.status) throw Complaint{"cannot sync: " + synced.status.error().sentence()};
    if (synced.report.refusal) throw Complaint{"is refused: " + synced.report.refusal->sentence()};
  }
  void all_meet() {
    for (int round = 0; round < (story_.meets == Meets::seldom ? 3 : 2); ++round) {
      for (std::size_t who = 0; who < terminals_.size(); ++who) meet(who);
    }
  }

  // --- what has to hold
  std::unique_ptr<Engine> books() { return open_reader(hub_file_, disk_).value(); }
  void one_truth() {
    const auto truth = table_hashes(hub_file_, disk_).value();
    sound(hub_file_);
    for (const Terminal& one : terminals_) {
      sound(one.file);
      const auto mine = table_hashes(one.file, disk_).value();
      for (std::size_t i = 0; i < truth.size(); ++i) {
        if (mine[i].hash != truth[i].hash) throw Complaint{one.file + " shows another " + truth[i].table};
      }
    }
  }
  void sound(const std::string& file) {
    for (const AuditCheck& check : audit(file, disk_).value()) {
      if (!check.passed) throw Complaint{file + ": " + check.name + ": " + check.detail};
    }
  }
  struct Question {
    std::string id;
    Notice notice;
  };
  std::vector<Question> open_questions() {
    std::vector<Question> all;
    const auto hub = books();
    for (auto rows = hub->query("SELECT id, detail FROM notice WHERE open = 1 AND kind IN ('count_place',"
                                " 'short_place', 'unnamed', 'bring_back', 'office') ORDER BY at, id");
         rows.next();) {
      all.push_back({rows.text(0), parse_notice(rows.text(1)).value()});
    }
    return all;
  }
  static std::string text(const Heap& heap) {
    return heap.item + (heap.lot.empty() ? "" : " lot " + heap.lot) + " at " + heap.place +
           (heap.line.empty() ? "" : " for " + heap.line);
  }
  std::map<Heap, std::pair<std::int64_t, std::int64_t>> differences() {
    std::map<Heap, std::pair<std::int64_t, std::int64_t>> all;
    for (const auto& [heap, count] : booked(*books())) all[heap].first = count;
    for (const auto& [heap, count] : comparable(people_.world)) all[heap].second = count;
    std::erase_if(all, [](const auto& one) { return one.second.first == one.second.second; });
    return all;
  }
  void every_difference_is_asked_about() {
    const auto asked = open_questions();
    for (const auto& [heap, counts] : differences()) {
      const bool known = std::any_of(asked.begin(), asked.end(), [&, &h = heap](const Question& one) {
        const Notice& told = one.notice;
        return told.kind != NoticeKind::bring_back && told.place && told.place->text() == h.place && told.item &&
               told.item->text() == h.item && (!told.lot || told.lot->text() == h.lot);
      });
      if (!known) throw Complaint{wrong(heap, counts) + ", and nobody is asked"};
    }
    units_stand_where_they_are();
  }
  static std::string wrong(const Heap& heap, const std::pair<std::int64_t, std::int64_t>& counts) {
    return "the books have " + std::to_string(counts.first) + ", not " + std::to_string(counts.second) + " of " +
           text(heap);
  }
  void units_stand_where_they_are() {
    const auto hub = books();
    for (const auto& [unit, where] : people_.world.stands_at) {
      auto rows = hub->query(
          "SELECT place FROM balance WHERE item='@unit' AND serial=$1 AND quantity > 0"
          " AND place NOT IN ('@supplier', '@adjustment')",
          unit);
      const std::string at = rows.next() ? rows.text(0) : "@away";
      if (at != where) throw Complaint{"pallet " + unit + " is said to stand at " + at + ", not at " + where};
    }
  }
  void answer_questions() {
    constexpr int rounds = 6;
    for (int round = 0; round < rounds; ++round) {
      const auto asked = open_questions();
      if (asked.empty()) break;
      for (const Question& one : asked) answer(one.notice);
      all_meet();
    }
    one_truth();
    for (const auto& [heap, counts] : differences()) throw Complaint{"after all counts " + wrong(heap, counts)};
    for (const Question& one : open_questions()) throw Complaint{"it is asked for ever: " + sentence(one.notice)};
  }
  void answer(const Notice& asked) {
    people_.say("      asked: " + sentence(asked));
    clock_.advance(std::chrono::seconds(1));
    if (!asked.place || !asked.item) return;
    const std::string where = asked.place->text();
    const std::string what = asked.item->text();
    if (asked.kind == NoticeKind::bring_back) {
      people_.bring_back(terminals_[0], where, what, asked.quantity.units());
      return;
    }
    for (const std::string& lot : lots_at(where, what, asked)) people_.count(terminals_[0], where, what, lot);
  }
  std::set<std::string> lots_at(const std::string& where, const std::string& what, const Notice& asked) {
    if (asked.lot) return {asked.lot->text()};
    std::set<std::string> lots;
    const auto add = [&](const std::map<Heap, std::int64_t>& all) {
      for (const auto& [heap, count] : all) {
        if (heap.place == where && heap.item == what) lots.insert(heap.lot);
      }
    };
    add(booked(*people_.reader(terminals_[0])));
    add(comparable(people_.world));
    if (lots.empty()) lots.insert(what == "GLV" ? "L1" : "");
    return lots;
  }

  const TruthStory& story_;
  FaultDisk disk_;
  ManualClock clock_{Instant::parse("2026-11-22T08:00:00Z").value()};
  PeopleAtWork people_{disk_, clock_};
  std::string hub_file_ = "hub.db";
  int openings_ = 0;
  bool kept_ = false;
  std::optional<Floor> hub_;
  std::vector<std::unique_ptr<Floor>> floors_;
  std::array<Terminal, 3> terminals_;
};

// The story with as few steps as it still ends badly with.
inline TruthStory shrunk(TruthStory story) {
  for (std::size_t size = story.steps.size() / 2; size > 0; size /= 2) {
    for (std::size_t from = 0; from < story.steps.size();) {
      TruthStory shorter = story;
      const auto first = shorter.steps.begin() + static_cast<std::ptrdiff_t>(from);
      const std::size_t count = std::min(size, story.steps.size() - from);
      shorter.steps.erase(first, first + static_cast<std::ptrdiff_t>(count));
      if (shorter.kept_at >= from + count)
        shorter.kept_at -= count;
      else if (shorter.kept_at > from)
        shorter.kept_at = from;
      if (TruthSite::play(shorter).empty())
        from += size;
      else
        story = shorter;
    }
  }
  return story;
}

}  // namespace dockhand::test
