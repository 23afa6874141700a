// One machine of a simulated site: a disk of its own, a database on it, and a program that may be killed at any write.
//
// Decides: how it starts, works, loses its power and is started again; which of its scans were promised. Leaves to
// others: what happens when (sim_site.h), what has to hold (sim_checks.h).
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <set>

#include "storage/schema/migrations.h"
#include "storage/schema/open_reader.h"
#include "storage/upkeep/backup.h"
#include "sync/session.h"
#include "tests/support/disk/fault_disk.h"
#include "tests/support/site/memory_store.h"
#include "tests/support/site/sim_access.h"
#include "tests/support/site/sim_network.h"
#include "tests/support/warehouse/random_day.h"

namespace dockhand::test {

// Something that must not happen.
struct Complaint {
  std::string text;
};

// Scans that were promised, by the time of their command, which no other command of the site has.
using Promised = std::set<std::int64_t>;

// Returns a database with its tables and nothing in them. To make them anew for each machine took a quarter of a
// story's time.
inline const FaultDisk::Image& empty_tables() {
  static const FaultDisk::Image image = [] {
    FaultDisk disk;
    {
      const auto engine = Engine::open("books.db", Access::read_write, disk).value();
      Transaction transaction(*engine);
      if (!migrate(*engine, "books.db") || !transaction.commit()) throw Complaint{"no tables can be made"};
    }
    return disk.image();
  }();
  return image;
}

class SimMachine {
 public:
  SimMachine(LedgerRole role, const Clock& clock, std::mt19937_64& random)
      : disk(std::make_unique<FaultDisk>()), role_(role), clock_(clock), random_(random) {}

  std::unique_ptr<FaultDisk> disk;
  std::string file = "books.db";
  std::unique_ptr<Ledger> ledger;     // none while the program is not running
  FaultDisk::Image kept;              // what it was once
  Ledger::Judge judge;                // of a hub: who may what; may be none
  std::shared_ptr<MemorySite> store;  // of a hub: where its truth is kept; none: its disk has it

  void start() {
    auto link = store ? std::make_unique<MemoryStore>(store) : nullptr;
    auto opened = Ledger::open(file, role_, clock_, *disk, std::move(link));
    if (!opened) throw Complaint{"it cannot be opened: " + opened.error().sentence()};
    ledger = std::move(*opened);
    if (judge) ledger->judge_by(judge);
  }
  void stop() { ledger.reset(); }
  void keep_image() {
    stop();
    kept = disk->image();
    start();
  }
  void become(const FaultDisk::Image& image) {
    stop();
    disk->load(image);
    start();
  }
  // The power goes during one of the next writes, whatever is done then.
  void expect_power_cut() { disk->cut_power_at(1 + static_cast<std::int64_t>(random_() % 40)); }
  // Returns whether it worked.
  bool recover_power() {
    const bool gone = !disk->has_power();
    disk->no_more_faults();
    if (!gone) return false;
    stop();
    std::mt19937 dice(static_cast<std::uint32_t>(random_()));
    disk->power_up(static_cast<Survival>(random_() % 4), dice);
    start();
    return true;
  }
  const Clock& clock() const { return clock_; }
  // A backup of now, put in the place of the database.
  void restore() {
    std::string backup;
    do {
      backup = "backup" + std::to_string(++restores_) + ".db";
    } while (disk->exists(backup));  // of the machine that this one is a copy of
    const std::string fresh = "books" + std::to_string(restores_) + ".db";
    if (auto made = back_up(file, backup, *disk); !made) throw Complaint{"no backup: " + made.error().sentence()};
    stop();
    if (auto made = Ledger::restore(backup, fresh, clock_, *disk); !made) {
      throw Complaint{"not restored: " + made.error().sentence()};
    }
    file = fresh;
    start();
  }

 private:
  const LedgerRole role_;
  const Clock& clock_;
  std::mt19937_64& random_;
  int restores_ = 0;
};

class SimHub : public SimMachine {
 public:
  SimHub(const Clock& clock, std::mt19937_64& random) : SimMachine(LedgerRole::hub, clock, random), random_(random) {}

  bool store_fails = false;                // the store fails now and then
  bool has_standbys = false;               // two more hubs follow the store, and answer some of the pulls
  std::shared_ptr<SimAccess> access;       // which all hubs of the site share; none: whoever asks is answered
  std::function<void(bool done)> watched;  // before and after what a terminal sends is booked; may be none

  Result<std::string> answer(const Asked& asked) {
    if (store && store_fails && random_() % 8 == 0) store->fault = static_cast<StoreFault>(random_() % 5);
    const bool by_standby = has_standbys && asked.address != "/v1/push" && random_() % 2 == 0;
    auto answered = by_standby ? standby_answers(standbys_[random_() % standbys_.size()], asked) : answer_now(asked);
    if (store) store->fault = StoreFault::none;
    return answered;
  }
  // The first time it is only kept. What its own file knows more the hub books there again.
  void set_store_back() {
    if (!store_kept_) {
      store_kept_ = *store;
      return;
    }
    stop();
    const std::int64_t epoch = store->epoch;
    *store = *store_kept_;
    store->epoch = epoch;
    store->alive = nullptr;
    start();
  }
  // One that stood by takes the site over with what its disk has, and the owner of before follows from now on.
  void change_places() {
    Standby& next = standbys_[random_() % standbys_.size()];
    next.books.reset();
    stop();
    std::swap(disk, next.disk);
    std::swap(file, next.file);
    kept.clear();
    start();
  }

 private:
  struct Standby {
    std::unique_ptr<FaultDisk> disk = std::make_unique<FaultDisk>();
    std::string file = "books.db";
    std::unique_ptr<Ledger> books{};  // none until it is asked for something
  };

  Result<std::string> standby_answers(Standby& standby, const Asked& asked) {
    if (!standby.books) {
      auto followed = Ledger::follow(standby.file, clock(), *standby.disk, std::make_unique<MemoryStore>(store));
      if (!followed) return Error{ErrorKind::network, "standby", followed.error().sentence()};
      standby.books = std::move(*followed);
    }
    return rows_of(*standby.books, asked);
  }
  Result<std::string> rows_of(Ledger& books, const Asked& asked) {
    const std::size_t rows = 1 + random_() % 40;
    return told(parse_pull_request(asked.text), [&](const PullRequest& pull) -> Result<Changes> {
      if (const auto no = refusal(asked, pull.asking)) return *no;
      return books.changes_since(pull, rows);
    });
  }

  Result<std::string> answer_now(const Asked& asked) {
    if (!ledger) return Error{ErrorKind::network, "hub", "is not running"};
    if (asked.address != "/v1/push") return rows_of(*ledger, asked);
    return told(parse_push(asked.text), [&](const Push& push) -> Result<PushReply> {
      if (const auto no = refusal(asked, push.writer)) return *no;
      if (watched) watched(false);
      auto reply = ledger->accept(push);
      if (watched) watched(true);
      return reply;
    });
  }

  std::optional<Error> refusal(const Asked& asked, const WriterId& writer) {
    return access ? access->refusal(asked.from, writer) : std::nullopt;
  }

  template <class Question, class Work>
  static Result<std::string> told(const Result<Question>& asked, const Work& work) {
    if (!asked) return Error{ErrorKind::network, "hub", "cannot read this"};
    const auto answer = work(*asked);
    if (!answer && answer.error().kind == ErrorKind::refused) return answer.error();
    if (!answer) return Error{ErrorKind::network, "hub", answer.error().sentence()};
    return to_json(*answer);
  }

  std::mt19937_64& random_;
  std::array<Standby, 2> standbys_;
  std::optional<MemorySite> store_kept_;  // what the store was once
};

class SimTerminal : public SimMachine {
 public:
  SimTerminal(std::string its_name, SimHub& hub, ManualClock& clock, std::mt19937_64& random,
              std::vector<Delayed>& delayed)
      : SimMachine(LedgerRole::terminal, clock, random),
        name(std::move(its_name)),
        link([&hub](const Asked& asked) { return hub.answer(asked); }, clock, random, delayed),
        clock_(clock),
        seed_(random()) {}

  std::string name;
  SimLink link;
  int offline = 0;  // steps left without a network

  // Gives one command. A command that is not answered is given again under its id, as the program does. `later` means
  // without a flush.
  void work(Command command, bool later, Promised& promised) {
    for (int tries = 0; tries < 3; ++tries) {
      const auto outcome = ledger->execute(command, later ? Flush::later : Flush::now);
      if (!outcome) {
        if (!recover_power()) throw Complaint{name + " does not work: " + outcome.error().sentence()};
        later_.clear();
        continue;
      }
      if (const auto* done = std::get_if<Accepted>(&*outcome); done != nullptr && is_event(command, *done)) {
        last = command.id;
        later_.insert(command.at.ms);
        if (!later) promise(promised);
      }
      return;
    }
    throw Complaint{name + " loses its power again and again"};
  }
  // Makes the one flush of a burst.
  void flush(Promised& promised) {
    if (ledger->flush()) {
      promise(promised);
    } else {
      later_.clear();
      recover_power();
    }
  }
  void forget_burst() { later_.clear(); }

  // Syncs as the program does, with its pauses. `report` is that of this run.
  Status sync(SyncReport& report) {
    if (!session_ || of_ != ledger.get()) {
      session_ = std::make_unique<SyncSession>(on_this_thread(*ledger), link, clock_, seed_);
      of_ = ledger.get();
    }
    const auto ran = session_->run_until_rest();
    report = session_->take_report();
    return ran ? Status(Done{}) : Status(ran.error());
  }

  std::optional<CommandId> last;  // command that was booked
  std::optional<PullPosition> seen;

 private:
  // One that says what is there already is accepted without an event of its own: a document, or another fact with the
  // same words under the same id. One that was given again after a power cut may have its event from before.
  bool is_event(const Command& command, const Accepted& done) {
    if (!done.repeated) return true;
    const auto books = open_reader(file, *disk);
    if (!books) throw Complaint{name + " cannot be read: " + books.error().sentence()};
    return (*books)->query("SELECT 1 FROM event WHERE at=$1", command.at.ms).next();
  }
  void promise(Promised& promised) {
    promised.insert(later_.begin(), later_.end());
    later_.clear();
  }

  ManualClock& clock_;
  const std::uint64_t seed_;
  Promised later_;  // booked and not yet promised
  const Ledger* of_ = nullptr;
  std::unique_ptr<SyncSession> session_;
};

}  // namespace dockhand::test
