// What the parts of the ledger share: ledger_state.cpp writes events, replica.cpp and replica_hub.cpp meet other
// databases.
#pragma once

#include <atomic>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "storage/books/books.h"
#include "storage/books/chain.h"
#include "storage/books/seen.h"
#include "storage/codec/codec.h"
#include "storage/engine/engine.h"
#include "storage/engine/safe_mark.h"
#include "storage/facts/facts.h"
#include "storage/ledger/guards.h"
#include "storage/ledger/ledger.h"
#include "storage/outlook/cause_rows.h"
#include "storage/outlook/lying.h"
#include "storage/outlook/messages.h"
#include "storage/store/store_cache.h"

namespace dockhand {

struct Copied;  // storage/upkeep/salvage.h

// Why a database becomes a new writer; "The database of the terminal that anna used last" goes before.
inline constexpr const char* copy_found = "is a copy";
inline constexpr const char* copy_restored = "was restored from a backup";
inline constexpr const char* disk_failed = "was on a disk that failed";

// The number of the event that was written; 0: none was.
std::int64_t number_of_new(const Outcome& outcome);
// The claims that were made, as a body keeps them.
AskedClaims asked_by(const Accepted& accepted);
// What goes out with an event beside its command: the claims that were decided with it, or, of a carton and a shipment,
// what it took of each line. Another database may have given up by then what was picked.
Word word_of(const Entry& entry);

// Which of them stand (storage/ledger/guards.h).
LeaseProtection lease_protection();

// Writes an open notice down. `writer`: whom it concerns; `over_hubs`: its change number where it takes the place of
// the hub's (storage/books/own_mark.h).
void put_notice(Engine& db, const std::string& id, const std::string& writer, Instant at, const Notice& notice,
                std::int64_t changed, std::int64_t over_hubs);

// What the office is told of an event that stands in the books without an effect. It begins with its summary.
Notice notice_of_set_aside(const Action& action, const Error& why);

// The notice that says so of an event which was booked under another id than it was sent with: not the first of its
// own notices, which say what is wrong with the event itself.
inline std::string notice_of_renamed(const CommandId& booked_as) { return booked_as.text() + "#renamed"; }

struct Ledger::State {
  State(std::filesystem::path its_file, LedgerRole its_role, const Clock& its_clock, Disk& its_disk)
      : file(std::move(its_file)), role(its_role), clock(its_clock), disk(its_disk) {}
  ~State() { close(); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  const std::filesystem::path file;
  const LedgerRole role;
  const Clock& clock;
  Disk& disk;
  std::unique_ptr<Disk::Lock> lock;    // held as long as the ledger lives
  std::unique_ptr<StoreCache> cache;   // none: the file is the truth itself
  std::atomic<bool> follows{false};    // it reads what the owner of the site writes
  std::atomic<bool> lost{false};       // likewise, until it is the owner again, which is tried with each question
  std::int64_t booked_again = 0;       // of what the store has lost
  std::unique_ptr<Engine> engine;      // none while the file could not be opened again; ready() tells
  std::optional<SafeMarkWriter> mark;  // there with the engine
  std::int64_t marked = 0;             // the number of the event up to which the mark says that all are safe
  std::optional<WriterId> writer;      // set once open() is through
  std::int64_t acknowledged_here = 0;  // number of the last event that was acknowledged by this object
  std::int64_t committed_here = 0;     // likewise of the last one that was committed, flushed or not
  bool tries_out = false;              // nothing of it is kept
  std::shared_ptr<OpeningsSaid> openings = std::make_shared<OpeningsSaid>();
  Judge judge;  // of commands from elsewhere; may be none
  // What keep_promises() has to look at. What is left of a transaction that was rolled back is looked at in vain.
  struct ToPromise {
    std::set<ItemCode> items{};
    std::set<ItemCode> may_wait{};     // of them, those whose lines may have begun to wait
    std::set<ItemCode> may_lose{};     // ... because units were lost
    std::vector<OrderLine> covered{};  // lines that wait no more
    std::vector<Departure> shipped{};
    std::vector<GivenAway> given_away{};  // by a supervisor
    bool all = false;
    bool of_before = false;  // was booked before this hub was there
    bool by_fact = false;    // see Occasion (storage/outlook/messages.h)
    bool by_office = false, by_customer = false, takes_back = false;
    std::vector<std::int64_t> not_shipped{};  // shipments that are undone
    std::vector<std::pair<CommandId, CustomerAnswer>> answers{};
    std::vector<std::pair<CommandId, TakeOther>> taken_by_link{};
    Date today = Date::from_days(0);
    Instant now{};
    std::int64_t changed = 0;
  } to_promise{};
  // The letters that are being handed over now, by id and channel, and to whom.
  std::map<std::pair<std::string, std::string>, std::string> handed_over{};
  // What flush() has to do for commits that were made with Flush::later; `lost`: some of them may be gone.
  enum class Owed { nothing, flush, lost } owed = Owed::nothing;

  // Opens the file, migrates it, and learns whose it is.
  Status start();
  // The mark goes when all is in the file itself.
  void close();
  // Is called after a flush that made events safe.
  void put_mark();
  // Brings a cache to what its store holds.
  Status meet_store();
  Status check_role();
  // Once, within the transaction of the migration: what a newer program keeps beside the rows that an older one left.
  void bring_up_old_rows();
  Status remove_file();
  // To be asked before the engine is used; mends what an I/O error has left.
  Status ready();
  // The same for who only reads what is synced. It also serves a hub that does not own its site, or not any more.
  Status ready_to_read();
  Status keep_up();
  // Of an owner, once its file is level: what its store has lost is booked again (storage/store/lost_events.h).
  Status book_what_the_store_lost();
  // Whether the engine shows what another hub owns.
  bool reads_alone() { return cache && !cache->is_level(*engine); }
  // Puts a fresh copy of all that can be verified in the place of the file. The engine must be closed.
  Result<Salvaged> mend();
  // Of a copy that was made of the file: when events are missing in it, it becomes a new writer.
  Status recover(const Copied& copied, std::int64_t last_acknowledged);
  // Within a transaction. The events after `last_of_old` go on, with their ids, as the first ones of a new chain. The
  // notice, an event of the new writer, tells everybody; without `why` nobody is told. learn_writer() after the commit.
  Notice become_new_writer(std::int64_t last_of_old, const std::string& why);
  Status learn_writer();
  Status tell_of_damaged_mark();
  // Within a transaction: an event in which the database tells of itself.
  Notice tell(const WriterId& by, Tell told);
  // Tells, within a transaction, that the clock was set back since the last event (storage/ledger/clocks.cpp).
  void watch_clock();
  // Tells, within a hub's transaction, of a terminal whose clock is far from this one's, and takes that back when
  // it is right again. Whether something was written.
  bool note_clock(const WriterId& of, Instant its_time);
  bool take_back_doubts(const WriterId& of);  // of its clock; whether there were any
  // Is called within a transaction of a hub that may lack events of its terminals.
  void begin_again_with_terminals();
  // Within a hub's transaction, every terminal gets every row again.
  void new_generation();
  // Within a hub's transaction: the office hears what nobody sends again.
  void tell_of_set_back();
  void tell_of_lost(std::int64_t booked, std::int64_t stay);
  void end_all_leases();
  void skip_label_numbers();
  // Books again, within a transaction, what was read of events that no longer stand in their chain.
  void book_again(const std::vector<Body>& bodies);
  std::optional<Error> book_fact(const Body& body);
  // What the hub's rows say of this database: that it is a copy, or of another life, and what was done about that
  // within the transaction; the rows are then not to be applied, but asked for again.
  std::optional<std::vector<Notice>> other_life(const Changes& changes);
  bool is_own(std::int64_t seq, const std::string& hash);
  // The number of the event before this writer's first one: 0 unless the database has had another life. What the hub
  // counts as a writer's n-th event is number first_after() + n here.
  std::int64_t first_after();
  std::int64_t number(const char* name);  // a setting; 0 when there is none
  PullPosition pull_position();

  std::string setting(const char* name);
  void set(const char* name, const std::string& value);
  std::int64_t next_event();
  Head end_of(const WriterId& of);
  // With what a transaction marks the rows that it writes: a number of the hub's, or of the next event of a terminal
  // that has a hub (storage/books/own_mark.h).
  std::int64_t next_change();
  // --- storage/ledger/own_rows.cpp: rows that events of a terminal have written, and of which the hub sent nothing
  // although the events are in. They are asked for with the next pull, as many as fit into it.
  std::vector<NamedRow> rows_to_ask_for();
  // Is called within a transaction of a hub. Of a hub that reads alone come only rows that are there: the others stay
  // asked for until the owner is asked.
  void send_rows_again(const std::vector<NamedRow>& rows, bool alone);

  // One transaction; an Error means that nothing is known to be written.
  Result<Outcome> book(const Command& command, Flush when);
  // `last` is the number of the newest event in the transaction; 0: nothing was written, and nothing is committed.
  Status commit(Transaction& transaction, std::int64_t last, Flush when);
  // Of a transaction that may have written events from elsewhere.
  Status commit_safely(Transaction& transaction);
  // Flushes what is owed.
  Status settle();

  // An event in the making. It is planned for the last day that has begun here.
  Entry begin(const WriterId& by, const Command& command, Standing standing, std::int64_t change);
  Entry begin(std::int64_t seq, const WriterId& by, const Command& command, Standing standing, std::int64_t change);
  // Within a transaction. Begins the day of `at` when it is a new one that can be believed, by an event of its own.
  // Leaves it to a hub that will say so in a moment. A scan of this machine's time takes plans back from a day that
  // another scan's time alone had begun. True: there was one.
  enum class Asks { clock, scan };
  bool begin_day(Instant at, Asks who = Asks::clock);
  // Within a transaction. A refusal means that the caller has to roll back.
  Outcome write(const Command& command);
  Outcome write_new(const Command& command);  // nothing of this id is recorded, and it says all that it means
  std::optional<Outcome> recorded(const Command& command);
  // Writes down what `books` made of the entry: event, explanations, notices, chain. `concerned`: whose people are
  // told; the entry's writer otherwise.
  void record(Entry& entry, const std::string& body, const Head& head, const std::optional<WriterId>& concerned = {});
  // `claims`: the entry's, as texts_of() prints them.
  void record_decisions(const Entry& entry, const std::vector<std::string>& claims, const WriterId& concerned);
  // Notes the items whose lines may leave on another day because of the entry, or all when it begins a day; and within
  // the same transaction, before it is committed, of a hub or a terminal without one, when they leave: once for all of
  // its events (storage/ledger/outlook.cpp).
  void look_ahead(const Entry& entry);
  void keep_promises();
  // What was booked before this hub was there is looked at apart from what came after: others have told of it.
  void goes_on_at(Instant at);
  void remind(const ToPromise& due, const std::string& id, const Notice& notice);
  void remind_of_law(const ToPromise& due);
  void take_agreements(ToPromise& due);
  void remind_of_answers(const ToPromise& due);
  void remind_of_unanswered(const ToPromise& due);
  void remind_of_untold(const ToPromise& due);
  void remind_of_lying(const ToPromise& due, const std::vector<LyingLine>& lying);
  void tell_of_items(const ToPromise& due, const Occasion& occasion);
  void find_causes_of(const ToPromise& due, const AsOf& as_of);
  // A job without text is over: its row goes.
  void write_job(const JobRow& job);
  static void complete(Entry& entry);

  // --- storage/ledger/set_aside.cpp, within a transaction
  // A fact from another database, as the hub writes it down.
  struct Fact {
    const WriterId& writer;
    const Command& command;
    const Word& word;
    std::string body;  // as it stands in the writer's chain
    Head head;         // of that chain, before the fact
    std::int64_t change = 0;
    std::optional<Notice> told{};  // beside what the booking itself tells
    std::optional<WriterId> concerned{};
  };
  // An Error: it cannot be booked, or its person may not, and nothing is written.
  std::optional<Error> take_fact(const Fact& fact);
  Status judged(const Command& command);
  void send_own_rows(const Action& action, std::int64_t change);
  void point_at_renamed(Action& action, const WriterId& sender);
  void tell_beside(Entry& entry, const Fact& fact);
  // The fact is kept without an effect, and the office is told.
  void set_aside(const Fact& fact, const Error& why);
  // Books what was set aside and can be booked now; how many.
  std::int64_t book_set_aside();
  // Of a hub that has just booked something: the same, where there is hope. Documents of the office can make anything
  // bookable; of what people do, an event does so for the undo that came before it, and the receipt of a pallet for
  // what was done on the pallet.
  struct Arrived {
    bool documents = false;
    std::set<std::string> ids{};
    void add(const Command& command);
  };
  void book_what_waited_for(const Arrived& arrived);
  void after_commands(std::span<const Command> commands);
  bool book_waiting(std::int64_t seq, const std::string& by, const Body& body);
  std::optional<Error> try_waiting(std::int64_t seq, const WriterId& of, const Command& command, const Word& word);
  void tell_why_it_waits(std::int64_t seq, const WriterId& of, const Command& command, const Error& why);
  bool book_unread(const std::string& by, std::int64_t writer_seq, const std::string& hash, const std::string& text);
};

}  // namespace dockhand
