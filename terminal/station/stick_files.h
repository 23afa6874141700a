// The office's files on a stick: found, tried out and booked beside the work at the dock.
//
// Decides: what a stick is (a folder that is mounted below /media or /run/media, or lies in the folder that
// dockhand.toml names), which of its files are offered, that reading is done on a thread of its own, and that only what
// was tried out is booked. Leaves to others: the import (storage/import/import.h), how it is shown
// (terminal/screens/files.cpp).
//
// Bounds: 200 files a stick, two folders deep; 20 MB and 20,000 rows a file: more belongs into the drop folder or to
// `dockhand import`.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "storage/import/import_files.h"
#include "storage/ledger/ledger_thread.h"
#include "storage/model/tools/mailbox.h"
#include "terminal/device/office_files.h"

namespace dockhand {

class StickFiles final : public OfficeFiles {
 public:
  // `sticks`: the folder in which sticks are; empty: wherever the system mounts them. The ledger's thread and the clock
  // outlive it. `changed` is called from the thread that works.
  // `users`: where people are kept.
  StickFiles(std::filesystem::path sticks, std::filesystem::path database, std::filesystem::path users,
             LedgerThread& ledger, const Clock& clock, std::function<void()> changed);
  ~StickFiles() override;
  StickFiles(const StickFiles&) = delete;
  StickFiles& operator=(const StickFiles&) = delete;

  std::vector<StickFile> list() const override;
  std::string last_imported() const override;
  void use(const UseFile& wanted, const OperatorName& by, const std::optional<OperatorName>& allowed_by) override;
  FileReport report() const override;
  // Counts what `report` has said.
  std::uint64_t version() const { return version_; }
  // Waits until nothing is under way.
  void settle();

 private:
  struct Errand {
    UseFile wanted;
    OperatorName by;
    std::optional<OperatorName> allowed_by;
  };
  void work();
  void try_out(const Errand& errand);
  void book(const Errand& errand);
  void save_report(const Errand& errand);
  void take_back(const Errand& errand);
  ImportChoices choices_for(const UseFile& wanted) const;
  FileReport tried_report() const;
  void publish(FileReport report);

  const std::filesystem::path sticks_, database_, users_;
  LedgerThread& ledger_;
  const Clock& clock_;
  const std::function<void()> changed_;
  std::string tried_;  // the content of the file that was tried out; of the thread itself
  UseFile said_;       // what was said of it; of the thread itself
  bool is_table_ = false;
  ImportedFile last_;  // what became of it; of the thread itself
  Mailbox<Errand> errands_;
  mutable std::mutex mutex_;  // guards the next
  FileReport report_;
  bool saving_ = false;  // a report, on the stick
  std::condition_variable rested_;
  std::atomic<std::uint64_t> version_{0};
  std::thread thread_;  // last
};

// Folders that are mounted for people, as the kernel tells them (proc(5), mountinfo).
std::vector<std::filesystem::path> mounted_sticks(const std::filesystem::path& mountinfo);

}  // namespace dockhand
