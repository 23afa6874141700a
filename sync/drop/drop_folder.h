// A folder in which the office leaves files, without any other interface.
//
// Decides: when a file is whole (nobody writes it, and neither size nor time has changed for a while; what is still
// written under another name is left alone), that each is booked once also when the program or the power ends in
// between, and where it goes: to done/ or refused/, with a report beside it, and its bad rows as a file of their own.
// Leaves to others: what a file is (storage/import/import.h), when to look (sync/drop/drop_thread.h).
//
//   in/orders.csv                    what was left there
//   in/taking/1~1043~orders.csv      is being taken, for the first time; the next event had the number 1043 before
//   in/taking/0~1043~items.csv       waits for its turn
//   in/done/orders.csv               is booked
//   in/done/orders.csv.report.txt
//   in/refused/orders.csv            has bad rows, or is no file of the office
//   in/refused/orders.rejects.csv    these rows, with their reasons, to be put right and left there again
//
// One look takes at most 50 files and 64 MB, or one larger file. A file during which the program ended five times is
// refused. Only one thread may use it.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/import/import_files.h"
#include "storage/model/time.h"
#include "sync/drop/drop_plan.h"
#include "sync/session.h"

namespace dockhand {

// Says what became of one file.
struct DroppedFile {
  std::string name;
  bool booked = false;
  std::string outcome;  // a sentence
};

// Leaves a note beside the files that says why they stay where they are: who leaves them there sees nothing else of
// this program. Without a sentence the note goes.
inline constexpr const char* not_taken_note = "NOT-TAKEN.txt";
void say_not_taken(const std::filesystem::path& in, const std::string& sentence);

class DropFolder {
 public:
  DropFolder(DropPlan plan, const std::filesystem::path& database, WithLedger ledger, const Clock& clock);

  // Is asked while files are read and booked. Once it says so they are put back, and the Error is of kind busy.
  void stop_when(std::function<bool()> stop) { choices_.stop = std::move(stop); }
  // Makes the folders, and finishes what was being taken when the program ended. It has to be called before anything
  // else is booked.
  Result<std::vector<DroppedFile>> begin();
  // Takes the files that are whole now. Files that others refer to come first. An Error is of the folder, as that it is
  // away, or of the ledger; then files stay there. Folders in it that somebody has deleted are made again.
  Result<std::vector<DroppedFile>> look();

 private:
  struct FileState {
    std::uintmax_t size = 0;
    std::filesystem::file_time_type written{};
    Instant since{};
  };
  struct Claimed {
    std::filesystem::path file;  // its place in the folder `taking`
    int tries = 0;               // tries to read or book it that have not come to an end
    bool resumed = false;        // it was there when the program began, or the folder was away
    std::int64_t next_event = 0;
    std::string name;  // the name that the office gave it
    std::filesystem::file_time_type written{};
    bool booked = false;  // all that is missing is its report
  };
  Status make_folders() const;
  std::optional<Claimed> begun_file(const std::string& name) const;
  Result<std::vector<DroppedFile>> go_on_with(std::vector<Claimed> claimed);
  // Of names, in the order in which they are taken.
  std::vector<std::string> whole_files();
  bool has_settled(const std::filesystem::path& file, std::map<std::string, FileState>& seen) const;
  Result<Claimed> claim(const std::string& name, std::int64_t next_event);
  Status try_again(Claimed& one, int tries) const;
  Result<std::vector<DroppedFile>> take(std::vector<Claimed> claimed);
  Result<DroppedFile> take_one(Claimed& one, Result<ParsedImport> parsed);
  Result<bool> is_booked(const Claimed& one, const std::string& content);
  // Reads what people have said of columns: the mappings that lie in the folder.
  void read_maps();
  // `headers`: those that nobody knows; empty: they are known, or there are none.
  Result<DroppedFile> finish(const Claimed& one, const ImportedFile& told, const std::vector<std::string>& headers);
  Result<DroppedFile> refuse(const Claimed& one, const Error& why);
  Result<DroppedFile> put(const Claimed& one, const char* folder, const std::string& report, DroppedFile dropped);
  void put_back(Claimed& one);

  const DropPlan plan_;
  const WithLedger ledger_;
  const Clock& clock_;
  ImportChoices choices_;
  std::vector<std::string> bad_maps_{};
  std::map<std::string, FileState> seen_;
  bool has_left_ = false;  // a file could not leave `taking`
};

}  // namespace dockhand
