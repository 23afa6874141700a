// A site of two to eight terminals and its hub, played by dice: people work, and everything goes wrong that can.
//
// Decides: what happens, and in which order: the same story (sim_story.h) always ends the same way. Leaves to others:
// what has to hold (sim_checks.h).
#pragma once

#include "storage/facts/facts.h"
#include "tests/support/site/sim_checks.h"
#include "tests/support/site/sim_leases.h"
#include "tests/support/site/sim_story.h"

namespace dockhand::test {

class SimSite {
 public:
  explicit SimSite(const Story& story) : story_(story), random_(story.seed), day_(random_), hub_(clock_, random_) {
    if (story.stored) hub_.store = std::make_shared<MemorySite>();
    hub_.store_fails = hub_.has_standbys = story.stored;
    hub_.access = std::make_shared<SimAccess>(clock_);
    hub_.disk->load(office_at_dawn());
    hub_.judge = [](const Command& given, const Command*) -> Status {
      if (given.by.text() != "boss" || !is_document(given.action)) return Done{};
      return Error{ErrorKind::refused, "boss", "is nobody whom the hub knows"};
    };
    hub_.watched = [this](bool done) { leases_.watch(done); };
    hub_.start();
    for (std::uint64_t i = 0; i < 2 + story.seed % 3; ++i) new_terminal();
  }

  // What must not have happened; empty when all is well.
  std::string play() {
    try {
      for (auto& terminal : terminals_) sync(*terminal);
      for (int step = 0; step < story_.steps; ++step) live();
      come_to_rest();
      check();
      return "";
    } catch (const Complaint& complaint) {
      return complaint.text;
    } catch (const std::exception& thrown) {
      return std::string("thrown: ") + thrown.what();
    }
  }

 private:
  static const FaultDisk::Image& office_at_dawn() {
    static const FaultDisk::Image image = [] {
      FaultDisk disk;
      const ManualClock clock{Instant::parse("2026-11-22T06:00:00Z").value()};
      std::mt19937_64 dice(1);
      RandomDay day(dice);
      {
        Floor office("books.db", LedgerRole::hub, clock, "dawn", disk);
        office.open_warehouse();
        office.accepted(RandomDay::announced());
        for (int line = 1; line <= RandomDay::lines; ++line) office.give(day.demand(line));
        REQUIRE(office.ledger->keep_plan(day.proposed()).ok());
      }
      return disk.image();
    }();
    return image;
  }

  // So long may a request be under way: a server gives up on one that takes longer.
  static constexpr std::int64_t longest_way = 120'000;

  std::size_t below(std::size_t bound) { return random_() % bound; }
  bool happens(Mishap one, std::size_t one_in) { return below(one_in) == 0 && story_.may(one); }
  SimTerminal& any_terminal() { return *terminals_[below(terminals_.size())]; }

  SimTerminal& new_terminal() {
    const std::string name(1, static_cast<char>('a' + terminals_.size()));
    terminals_.push_back(std::make_unique<SimTerminal>(name, hub_, clock_, random_, delayed_));
    terminals_.back()->disk->load(empty_tables());
    terminals_.back()->start();
    enrol(*terminals_.back());
    return *terminals_.back();
  }

  Command command(Action action) {
    clock_.advance(std::chrono::milliseconds(1));  // no two commands have one time
    std::string id = "c" + std::to_string(++given_);
    if (happens(Mishap::same_ids, 20)) id = "same" + std::to_string(below(3));
    const char* by = happens(Mishap::no_role, 4) ? "boss" : "anna";
    return Command{CommandId::parse(id).value(), OperatorName::parse(by).value(), clock_.now(), std::move(action)};
  }

  void live() {
    clock_.advance(std::chrono::seconds(1 + below(below(3) == 0 ? 600 : 30)));
    if (below(8) == 0) office_works();
    SimTerminal& terminal = any_terminal();
    mishap(terminal);
    if (below(3) != 0) {
      work(terminal);
    } else if (terminal.offline == 0) {
      if (happens(Mishap::hub_power, 8)) hub_.expect_power_cut();
      sync(terminal);
      hub_.recover_power();
    }
    if (terminal.offline > 0) --terminal.offline;
    leases_.complain();
    if (!delayed_.empty() && below(2) == 0) deliver_delayed();
  }

  void office_works() {
    if (below(10) == 0 && !hub_.ledger->keep_plan(day_.proposed())) throw Complaint{"the hub cannot plan"};
    const LeaseWatch leases(hub_);
    const auto outcome = hub_.ledger->execute(command(below(2) == 0 ? assigned() : day_.next({})));
    if (outcome) leases.look_again();
    if (!outcome) throw Complaint{"the office cannot work: " + outcome.error().sentence()};
  }
  // So that somebody waits for the goods.
  void want_more() {
    Import wanted = day_.demand(std::array{1, 4, 5, 8}[below(4)]);
    auto& line = std::get<OrderLineRow>(wanted.rows.front());
    line.ordered = units(static_cast<std::int64_t>(10 + below(40)));
    line.cancelled = units(0);
    line.policies = {};
    if (!hub_.ledger->execute(command(wanted))) throw Complaint{"the office cannot want more"};
  }
  // Goods and orders are set aside for terminals, and are taken back now and then.
  Action assigned() {
    want_more();
    Leased what = PurchaseNumber::parse("PO-7").value();
    const std::size_t which = below(4);
    if (which == 2) what = sscc(RandomDay::pallets[below(RandomDay::pallets.size())]);
    if (which == 3) what = order("SO-" + std::to_string(1 + below(RandomDay::lines)) + "/1").document;
    if (below(4) != 0) return Assign{what, any_terminal().ledger->writer()};
    return std::visit([](const auto& goods) { return Action(Revoke{goods, "by the office"}); }, what);
  }

  void work(SimTerminal& terminal) {
    if (happens(Mishap::power, 6)) terminal.expect_power_cut();
    const bool burst = happens(Mishap::bursts, 2);
    for (std::size_t i = 1 + below(burst ? 4 : 2); i > 0; --i) {
      terminal.work(command(day_.next(terminal.last)), burst, promised_);
    }
    if (burst && below(3) != 0) terminal.flush(promised_);
    if (terminal.recover_power()) terminal.forget_burst();
  }

  void sync(SimTerminal& terminal) {
    terminal.link.faulty = story_.may(Mishap::bad_network);
    const bool cut = happens(Mishap::power, 6);
    if (cut) terminal.expect_power_cut();
    terminal.link.meanwhile = [&] {
      if (!cut && below(4) == 0) terminal.work(command(day_.next(terminal.last)), false, promised_);
    };
    SyncReport report;
    const Status synced = terminal.sync(report);
    terminal.link.meanwhile = nullptr;
    if (terminal.recover_power()) return terminal.forget_burst();
    if (!synced && ++broken_ % 8 == 0) SimChecks::books_hold_so_far(terminal.name + " after a broken sync", terminal);
    if (!synced && synced.error().kind == ErrorKind::refused) return shut_out(terminal, synced.error());
    if (!synced && synced.error().kind != ErrorKind::network) {
      throw Complaint{terminal.name + " cannot sync: " + synced.error().sentence()};
    }
    if (report.refusal) throw Complaint{terminal.name + " is refused: " + report.refusal->sentence()};
    const PullPosition now = terminal.ledger->pull_position().value();
    if (terminal.seen && terminal.seen->generation == now.generation && terminal.seen->cursor > now.cursor) {
      throw Complaint{terminal.name + " went back to an older cursor"};
    }
    terminal.seen = now;
    if (below(4) != 0) return;
    SimChecks::books_hold_so_far(terminal.name, terminal);
    SimChecks::sees_its_own_documents(terminal);
  }

  void enrol(SimTerminal& terminal) { terminal.link.from = hub_.access->enrol(terminal.name); }
  bool is_revoked(const SimTerminal& terminal) { return hub_.access->is_revoked(terminal.link.from); }
  // As the office does it: nobody answers that terminal any more, and what was set aside for it is for others again.
  void revoke(const SimTerminal& terminal) {
    for (const WriterId& writer : hub_.access->revoke(terminal.link.from)) {
      if (!hub_.ledger->execute(command(Revoke{writer, "lost"}))) throw Complaint{"the office cannot revoke"};
    }
  }
  // A terminal that was revoked stays so for a while. Of two that were made from one image the first that is enrolled
  // anew has the database's events; the other is told to restore it from a backup.
  void shut_out(SimTerminal& terminal, const Error& why) {
    if (is_revoked(terminal)) {
      if (why.place != revoked_place) throw Complaint{terminal.name + " is not told that it was revoked"};
      if (below(3) == 0) enrol(terminal);
      return;
    }
    if (!story_.may(Mishap::clone)) throw Complaint{terminal.name + " is shut out: " + why.sentence()};
    restore(terminal);
  }

  void deliver_delayed() {
    const Delayed late = delayed_.front();
    delayed_.erase(delayed_.begin());
    if (clock_.now().ms - late.sent.ms > longest_way) return;
    static_cast<void>(hub_.answer(late.asked));
  }

  void mishap(SimTerminal& terminal) {
    if (happens(Mishap::days_offline, 12)) terminal.offline = static_cast<int>(2 + below(20));
    if (terminal.offline > 0 && below(10) == 0) clock_.advance(std::chrono::hours(20));
    if (below(20) == 0) restart(terminal);
    if (happens(Mishap::set_back, 10)) set_back(terminal);
    if (happens(Mishap::clone, 25) && terminals_.size() < 8) clone(terminal);
    if (happens(Mishap::restored, 25)) restore(terminal);
    if (happens(Mishap::revoked, 15) && !is_revoked(terminal)) revoke(terminal);
    if (happens(Mishap::poison, 10)) strangers_push(false);
    if (happens(Mishap::forgery, 10)) strangers_push(true);
    if (happens(Mishap::hub_set_back, 12)) set_hub_back();
    if (happens(Mishap::hub_restored, 30)) restore_hub();
    if (happens(Mishap::hub_wiped, 40)) wipe_hub();
    if (story_.stored && story_.may(Mishap::store_set_back) && below(20) == 0) hub_.set_store_back();
  }

  void restart(SimTerminal& terminal) {
    terminal.stop();
    terminal.start();
    terminal.forget_burst();
  }

  void set_back(SimTerminal& terminal) {
    terminal.forget_burst();
    if (terminal.kept.empty()) return terminal.keep_image();
    terminal.become(terminal.kept);
    terminal.seen.reset();
    forget_what_is_nowhere();
  }

  void clone(SimTerminal& terminal) {
    restart(terminal);
    SimTerminal& twin = new_terminal();
    terminal.stop();
    const FaultDisk::Image image = terminal.disk->image();
    terminal.start();
    twin.file = terminal.file;
    twin.link.from = terminal.link.from;
    twin.become(image);
  }

  void restore(SimTerminal& terminal) {
    terminal.forget_burst();
    terminal.restore();
    terminal.seen.reset();
  }

  void set_hub_back() {
    if (hub_.kept.empty()) {
      file_kept_ = hub_.file;
      return hub_.keep_image();
    }
    hub_.file = file_kept_;
    hub_.become(hub_.kept);
    if (!story_.stored) forget_what_is_nowhere();
  }

  // Of a cache there are no backups to restore.
  void restore_hub() {
    if (!story_.stored) hub_.restore();
  }

  // Another hub takes over when there is a store: one that stood by, or one with an empty disk.
  void wipe_hub() {
    if (story_.stored && below(2) == 0) return hub_.change_places();
    hub_.file = "books.db";
    hub_.kept.clear();
    hub_.become(story_.stored ? FaultDisk::Image() : office_at_dawn());
    if (!story_.stored) forget_what_is_nowhere();
  }

  // A file was lost, and with it what nobody else has.
  void forget_what_is_nowhere() {
    Promised somewhere;
    const auto add = [&](SimMachine& machine) {
      const auto reader = SimChecks::reader_of(machine);
      // No scans, though they may have the time of one.
      for (auto rows = reader->query("SELECT at FROM event WHERE operator <> 'dockhand'"); rows.next();) {
        somewhere.insert(rows.integer(0));
      }
    };
    add(hub_);
    for (auto& terminal : terminals_) add(*terminal);
    std::erase_if(promised_, [&](std::int64_t at) { return !somewhere.contains(at); });
  }

  // Somebody pushes who is none of the terminals. What cannot be read or booked is kept; a forgery is not.
  void strangers_push(bool forged) {
    const Command booked = command(Receive{Units{item("NOTHING"), units(1), {}, {}, {}}, place("DOCK-1"), {}, false});
    const bool poison = !forged && below(2) == 0;
    const std::string body = poison ? R"({"do":"teleport"})" : encode_body(booked, {});
    const std::string hash = forged ? std::string(64, 'a') : chain_hash(first_hash(), body);
    const std::int64_t seq = forged ? static_cast<std::int64_t>(1 + below(3)) : 1;
    Push push{WriterId::parse(std::string(28, 'f') + std::to_string(1000 + below(50))).value(), {}};
    push.events.push_back({seq, booked.id, push.writer, body, hash});
    const auto reply = hub_.ledger->accept(push);
    if (!reply) throw Complaint{"a stranger's push is an error of the hub: " + reply.error().sentence()};
    if (forged && !reply->refusal) throw Complaint{"a forged event was taken"};
    if (forged || reply->refusal) return;
    if (poison) {
      ++poisoned_;
    } else {
      promised_.insert(booked.at.ms);
    }
  }

  // Everything works again, and nobody does anything any more.
  void come_to_rest() {
    hub_.store_fails = false;
    while (!delayed_.empty()) deliver_delayed();
    if (!hub_.ledger->execute(command(RandomDay::announced()))) throw Complaint{"the office cannot import"};
    for (auto& terminal : terminals_) {
      terminal->link.faulty = false;
      if (is_revoked(*terminal)) enrol(*terminal);
      if (!terminal->ledger->flush()) throw Complaint{terminal->name + " cannot flush"};
    }
    for (int round = 0; round < 8; ++round) {
      std::int64_t moved = 0;
      for (auto& terminal : terminals_) moved += settle(*terminal);
      if (moved == 0 && round > 1) return;
    }
    throw Complaint{"the site does not come to rest"};
  }

  std::int64_t settle(SimTerminal& terminal) {
    SyncResult synced = sync_once(on_this_thread(*terminal.ledger), terminal.link, clock_);
    if (!synced.status && synced.status.error().kind == ErrorKind::refused) {
      shut_out(terminal, synced.status.error());
      synced = sync_once(on_this_thread(*terminal.ledger), terminal.link, clock_);
    }
    if (!synced.status) throw Complaint{terminal.name + " cannot sync: " + synced.status.error().sentence()};
    if (synced.report.refusal) throw Complaint{terminal.name + " is refused"};
    return synced.report.pushed + synced.report.pulled;
  }

  void check() {
    leases_.complain();
    SimChecks checks(hub_);
    checks.nothing_is_lost(promised_);
    SimChecks::books_hold("hub", hub_);
    checks.add_hashes(hub_);
    for (auto& terminal : terminals_) {
      SimChecks::books_hold(terminal->name, *terminal);
      checks.add_hashes(*terminal);
      checks.same_as_hub(*terminal);
    }
    checks.losers_are_told();
    checks.exchanges_are_no_more_than_was_asked_for();
    if (checks.open_notices("wrong_clock") > 0) throw Complaint{"a clock is called wrong that is right"};
    const bool copies = story_.may(Mishap::set_back) || story_.may(Mishap::clone) || story_.may(Mishap::restored) ||
                        story_.may(Mishap::hub_restored);
    const bool torn = story_.may(Mishap::power) || story_.may(Mishap::hub_power);
    const std::int64_t expected = torn ? checks.said_of_marks() : 0;
    if (!copies && checks.open_notices("missing_scans") > expected) {
      throw Complaint{"a database is called a copy and is none"};
    }
    if (story_.stored) checks.store_holds_the_same();
    const bool hub_stays = story_.stored || (!story_.may(Mishap::hub_set_back) && !story_.may(Mishap::hub_wiped));
    if (hub_stays && poisoned_ > 0 && checks.set_aside() == 0) throw Complaint{"what cannot be read is gone"};
  }

  const Story story_;
  std::mt19937_64 random_;
  ManualClock clock_{Instant::parse("2026-11-22T08:00:00Z").value()};
  RandomDay day_;
  SimHub hub_;
  std::vector<Delayed> delayed_;
  std::vector<std::unique_ptr<SimTerminal>> terminals_;
  Promised promised_;
  std::string file_kept_;
  int given_ = 0;
  int poisoned_ = 0, broken_ = 0;
  LeasesAtHub leases_{hub_};
};

// The first story of the seeds that ends badly, made as short as it still does so.
inline Story shrunk(Story story) {
  const auto fails = [](const Story& one) { return !SimSite(one).play().empty(); };
  for (unsigned one = 0; one < static_cast<unsigned>(Mishap::count); ++one) {
    Story simpler = story;
    simpler.mishaps &= ~(1U << one);
    if (simpler.mishaps != story.mishaps && fails(simpler)) story = simpler;
  }
  for (int steps = story.steps / 2; steps > 0; steps /= 2) {
    while (story.steps > steps) {
      Story shorter = story;
      shorter.steps -= steps;
      if (!fails(shorter)) break;
      story = shorter;
    }
  }
  return story;
}

}  // namespace dockhand::test
