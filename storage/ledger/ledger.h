// The ledger: every fact of the floor, each in one transaction with the claims that follow from it.
//
// Decides: what a command does to the books (events, zero-sum postings, claims, explanations), which commands are
// refused, and what two databases that meet make of each other's events.
// Leaves to others: who gets the units (storage/allocation/allocation.h), reading for screens (storage/views/views.h),
// moving bytes between machines (sync/), threads (storage/ledger/ledger_thread.h).
//
// A Ledger owns the one connection of a database that writes and checkpoints (WAL, synchronous=FULL). When a call that
// writes has returned a success, its effect survives a power cut; with Flush::later it does so after the next flush.
// Only one thread at a time may use a ledger.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "storage/engine/disk.h"
#include "storage/model/commands/command.h"
#include "storage/model/commands/exchange.h"
#include "storage/model/commands/letter.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/commands/salvaged.h"
#include "storage/model/rows/document_line.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/model/time.h"
#include "storage/store/site_store.h"

namespace dockhand {

enum class LedgerRole { terminal, hub };

// Below this much room on the disk nothing new is begun; what is open can still be finished and sent.
inline constexpr std::uint64_t room_for_open_work = 64 << 20;

class Ledger {
 public:
  // Opens or creates the database. One that is not ours, is damaged, or is of a newer version is refused and never
  // touched. `clock` gives the time of what the ledger itself decides, and outlives the ledger. `store` is for a hub
  // alone: it keeps the truth of the site; the file is then its cache (storage/store/store_cache.h), and is refused
  // without it. An Error of kind busy says that another hub owns the site.
  static Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& file, LedgerRole role, const Clock& clock,
                                              Disk& disk = Disk::real(), std::unique_ptr<SiteStore> store = nullptr);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  const WriterId& writer() const;
  LedgerRole role() const;
  // Returns the number that the next event of this database will get.
  Result<std::int64_t> next_event();

  // Executes the command once. A known id gives the recorded outcome again (`repeated`); a known id with another
  // command is refused. Documents that say what is there already are accepted as `repeated`, without an event. An Error
  // means that nothing is known to be written: ask again with the same id.
  Result<Outcome> execute(const Command& command, Flush when = Flush::now);
  // Executes several commands in one transaction, all or none: the first refusal rolls everything back and is returned.
  // The caller has to call `on_row` of an import. `stop` is asked between the commands; once it says so, nothing is
  // written and the Error is of kind busy.
  Result<std::vector<Outcome>> execute_all(const std::vector<Command>& commands, Flush when = Flush::now,
                                           const std::function<bool()>& stop = {});

  // Makes the one flush of a burst: from now on, commands that were executed with Flush::later survive a power cut.
  // None of them is sent to the hub before. An Error means that some of them may be lost: ask again with the same ids.
  Status flush();

  // Returns what this command would do now. Nothing is written.
  Result<Outcome> preview(const Command& command);
  // Does the same with commands one after the other, as long as none is refused. `ask` calls its argument for each
  // command; after a failure of the disk that returns an Error.
  using TryOne = std::function<Result<Outcome>(const Command&)>;
  Status try_out(const std::function<void(const TryOne&)>& ask);

  // These say what the office's documents hold already (storage/ledger/documents.cpp).
  Result<bool> knows(const ImportRow& row);
  Result<std::optional<BarcodeRow>> barcode(const std::string& code);
  // Counts the rows of the same table; for a line, only those of the same document. There are none for rows that are
  // only added up (past demand, stock).
  Result<std::int64_t> rows_beside(const ImportRow& row);
  // Returns the ids of the commands that the last file became and that were not taken back, the newest first.
  Result<std::vector<CommandId>> last_import();
  // Returns the lines of the order or purchase that the row belongs to, by their numbers. Other rows have none.
  Result<std::vector<DocumentLine>> lines_beside(const ImportRow& row);
  // Returns what these shipping notices still announce: the rows of handling units that have not come.
  Result<std::vector<AsnRow>> announced_by(const std::set<std::string>& notices);
  // Says whether the books have any row of its table.
  Result<bool> has_any_like(const ImportRow& row);
  // Returns the row of the same key, as the office wrote it last.
  Result<std::optional<ImportRow>> as_written(const ImportRow& row);
  // Returns the packs of an item that have this level, by their units. Each size comes once.
  Result<std::vector<Quantity>> packs_of(const ItemCode& item, const std::string& level);
  // Says whether lines are cancelled here when their order comes again without them.
  Result<bool> cancels_left_out();

  // Tells the office of each such line, once, in a notice that is over when the line is finished here too. A terminal
  // that has a hub tells nobody: whoever imports there reads the report (storage/ledger/ended_there.cpp).
  Status tell_of_ended(const std::vector<EndedThere>& lines);

  // Writes down what people have begun and not booked, in one transaction. The hub never gets it.
  Status keep(const std::vector<JobRow>& jobs);

  // Plans again what depends on the day, when a day has begun since the last call. A caller who gives commands does it
  // thereby. Returns false when nothing was to be done.
  Result<bool> begin_day();

  // Returns the day for which this database plans and has no plan yet. Only a hub plans, and a terminal that has never
  // met one.
  Result<std::optional<Date>> plan_due();
  // Writes down what a plan says, in one short transaction. Returns how many rows are others than before. What people
  // have decided about a proposal stays.
  Result<std::int64_t> keep_plan(std::span<const PlanRow> rows);
  Result<std::int64_t> keep_plan(std::span<const ProposalRow> rows);

  // Is called when nobody waits: it does what would otherwise hold up a later scan. It changes nothing in the books.
  void rest();

  // --- terminal's side of a sync -------------------------------------------------------------------------------
  // Has to be asked before anything is sent or fetched. `name` is what the hub calls itself. What was booked here goes
  // to no other hub, unless somebody has said that it stands for the same site; a terminal that has booked nothing may
  // go to any, and forgets what the former one said.
  enum class SameSite { as_named, said };
  Status meet_hub(const std::string& name, SameSite same);
  // How many events the hub has not acknowledged.
  Result<std::int64_t> pending();
  // Returns the first of them that come after the writer's event `after`, within Push's bounds.
  Result<Push> unacknowledged(std::int64_t after = 0);
  // When the hub knows more of this writer than is here, or something else, this database is a copy. It then goes on as
  // a new writer with the same events. Returns the notices that are new here.
  Result<std::vector<Notice>> acknowledged(const PushReply& reply);
  Result<PullPosition> pull_position();
  // Returns the request that the hub is asked with.
  Result<PullRequest> next_pull(Instant now);
  // Replaces the hub's rows, drops the pending events that the hub has booked, adds the rest on top, and plans the
  // affected lines again, all in one transaction.
  Result<Applied> apply(const Changes& changes);

  // --- hub's side ----------------------------------------------------------------------------------------------
  Result<PushReply> accept(const Push& push);
  // Judges commands that come from elsewhere. An Error says that the person who gave the command may not, and it is set
  // aside. `undone` is what an Undo takes back, when it is known. Without a judge everybody may do everything.
  using Judge = std::function<Status(const Command& command, const Command* undone)>;
  void judge_by(Judge judge);
  // A position that the database has never given out, or has lost since, begins a new generation.
  // The office gets a notice of an asker whose clock is far from the hub's.
  Result<Changes> changes_since(const PullRequest& asked, std::size_t max_rows);
  // Books what was set aside and can be booked now, after the office has added what was missing. Returns how many
  // events. An import of the office does the same by itself.
  Result<std::int64_t> book_set_aside();

  // --- a hub that follows (storage/ledger/ledger_follows.cpp) --------------------------------------------------
  // Opens the database of a hub that reads alone, while another hub owns the site: the file is brought to what the
  // store holds, now and whenever it is asked. `changes_since` answers from it, and neither begins a new generation nor
  // writes anything: who has seen more than the store holds is told to ask later, by an Error of kind busy, as is
  // whoever wants something written.
  static Result<std::unique_ptr<Ledger>> follow(const std::filesystem::path& file, const Clock& clock, Disk& disk,
                                                std::unique_ptr<SiteStore> store);
  // Any thread may ask these two. A hub that has lost its site does not follow, as it tries to own it with each
  // question, but answers `changes_since` meanwhile as if it did.
  bool follows() const;
  bool owns() const;
  // Of an owner: asks its store whether it still is one. Without a store nothing is done.
  Status keep_up();
  // Of events that the store has lost, as it was set back to a backup of its own, and this file had: how many were
  // booked there again, and how many are kept beside the file, until this hub owns the site. A notice tells the first.
  struct LostByStore {
    std::int64_t booked = 0, kept = 0;
    bool operator==(const LostByStore&) const = default;
  };
  LostByStore lost_by_store() const;
  // Becomes the owner, as `open` would. `prepare` is called before anybody else is answered; after its Error, as after
  // any other, the ledger follows as before and others may own the site.
  Status take_over(const std::function<Status(Ledger&)>& prepare);

  // --- what customers are told (storage/ledger/letters.cpp) ----------------------------------------------------
  // What can go out now, made and kept before it does: a letter is the same however often it is asked for.
  Result<std::vector<Letter>> letters_due(const LettersAsked& asked);
  // The same letter with its contact, as they are now. From then until letter_tried() it is being handed over. None: it
  // is not to go out any more, as its customer was forgotten.
  Result<std::optional<Letter>> take_letter(const Letter& listed);
  // When a letter was refused or given up, the office gets a notice.
  Status letter_tried(const LetterTried& tried);
  // Tries again one letter that did not go out, or all of them when `id` is empty. Returns how many.
  Result<std::int64_t> retry_letters(const std::string& id);
  // Keeps all of them, or none when one is malformed. No other database gets them.
  Status keep_contacts(const std::vector<Contact>& contacts);
  // Removes the contact and what was written to the customer, also from the free pages and the log. What was sent
  // stays where it was sent to. While a letter to the customer is being handed over nothing is removed, and the Error
  // says `busy`.
  Result<Forgotten> forget(const std::string& customer);

  // --- lives of a database (storage/ledger/ledger_lives.cpp) ---------------------------------------------------

  // Takes a damaged database's readable part into a fresh file and sets the damaged one aside under a name of its own.
  // The ledger does the same by itself when the disk fails under it.
  static Result<Salvaged> salvage(const std::filesystem::path& file, const Clock& clock, Disk& disk = Disk::real());
  // Makes a database of a backup: a new writer with the same events. It never overwrites.
  static Status restore(const std::filesystem::path& backup, const std::filesystem::path& file, const Clock& clock,
                        Disk& disk = Disk::real());

  struct State;  // is defined in storage/ledger/ledger_state.h, for the ledger's own files

 private:
  explicit Ledger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
