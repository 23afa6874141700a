// A store in memory, with the faults of one that is reached over a network.
//
// A MemorySite is what stands at the other end; each hub has a MemoryStore of its own to it. Whoever claims last owns
// the site; `owner_is_alive` says that nobody else may claim it.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "storage/store/site_store.h"

namespace dockhand::test {

enum class StoreFault {
  none,
  unreachable,  // whatever is asked
  breaks_amid,  // some rows were sent
  lost_commit,  // it is not committed, and nobody is told
  lost_reply,   // it is committed, and nobody is told
};

struct MemorySite {
  using Table = std::map<std::int64_t, NumberedRow>;
  struct Written {
    std::string tag;
    std::map<std::string, std::set<std::int64_t>> rows;
  };

  StoreHead head{"site", "", 0};
  std::int64_t epoch = 0;
  std::map<std::string, std::pair<TableShape, Table>> tables;
  std::deque<Written> log;
  std::size_t log_kept = 100;
  StoreFault fault = StoreFault::none;  // until it is mended
  const void* alive = nullptr;          // the owner that nobody may push aside
  int commits = 0;
  int whole = 0;  // how often everything was sent, and read
  int whole_reads = 0;
};

class MemoryStore final : public SiteStore {
 public:
  explicit MemoryStore(std::shared_ptr<MemorySite> site) : site_(std::move(site)) {}
  ~MemoryStore() override { MemoryStore::release(); }

  void release() override {
    if (site_->alive == this) site_->alive = nullptr;
    claimed_ = false;
  }

  Result<StoreHead> claim() override {
    if (site_->fault == StoreFault::unreachable) return gone();
    claimed_ = site_->alive == nullptr || site_->alive == this;
    if (!claimed_) return Error{ErrorKind::busy, "store", "another hub owns the site"};
    site_->alive = this;
    epoch_ = ++site_->epoch;
    return site_->head;
  }

  Status begin(const std::string& before) override {
    if (site_->fault == StoreFault::unreachable) return gone();
    if (site_->epoch != epoch_) return Error{ErrorKind::busy, "store", "another hub owns the site now"};
    if (site_->head.tag != before) return Error{ErrorKind::conflict, "store", "holds another state"};
    tables_ = site_->tables;
    written_ = {};
    everything_ = false;
    changes_ = 0;
    return Done{};
  }

  Status make_tables(const std::vector<TableShape>& tables) override {
    everything_ = true;
    tables_.clear();
    for (const TableShape& one : tables) tables_[one.name] = {one, {}};
    return Done{};
  }

  Status change(const TableShape& table, const ChangedRows& rows) override {
    if (site_->fault == StoreFault::breaks_amid && ++changes_ > 1) return gone();
    auto& [shape, all] = tables_.at(table.name);
    if (!(shape == table)) return Error{ErrorKind::corrupt, table.name, "has other columns"};
    for (const std::int64_t number : rows.gone) {
      all.erase(number);
      written_.rows[table.name].insert(number);
    }
    for (const NumberedRow& row : rows.rows) {
      if (!all.emplace(row.number, row).second) return Error{ErrorKind::io, table.name, "has a row of that number"};
      written_.rows[table.name].insert(row.number);
    }
    return Done{};
  }

  Status commit(const StoreHead& after) override {
    if (site_->epoch != epoch_) return Error{ErrorKind::busy, "store", "another hub owns the site now"};
    if (site_->fault == StoreFault::lost_commit) return gone();
    site_->tables = tables_;
    site_->head = after;
    ++site_->commits;
    if (everything_) site_->log.clear(), ++site_->whole, written_.rows.clear();
    written_.tag = after.tag;
    site_->log.push_back(written_);
    if (site_->log.size() > site_->log_kept) site_->log.pop_front();
    return site_->fault == StoreFault::lost_reply ? Status(gone()) : Status(Done{});
  }

  Status read(const std::string& tag, const Begin& begin, const Take& take) override {
    if (site_->fault == StoreFault::unreachable) return gone();
    if (claimed_ && site_->epoch != epoch_) return Error{ErrorKind::busy, "store", "another hub owns the site now"};
    if (tag == site_->head.tag) return begin(site_->head, Beyond::nothing);
    const auto known = std::find_if(site_->log.begin(), site_->log.end(),
                                    [&](const MemorySite::Written& one) { return one.tag == tag; });
    const bool everything = known == site_->log.end();
    if (auto begun = begin(site_->head, everything ? Beyond::everything : Beyond::rows); !begun) return begun;
    if (everything) ++site_->whole_reads;
    std::map<std::string, std::set<std::int64_t>> written;
    for (auto one = known; one != site_->log.end(); ++one) {
      if (one == known) continue;
      for (const auto& [name, numbers] : one->rows) written[name].insert(numbers.begin(), numbers.end());
    }
    for (const auto& [name, table] : site_->tables) {
      const ChangedRows rows = everything ? all_of(name, table.second) : those_of(name, table.second, written[name]);
      if (rows.gone.empty() && rows.rows.empty()) continue;
      if (auto taken = take(table.first, rows); !taken) return taken;
    }
    return Done{};
  }

 private:
  static Error gone() { return {ErrorKind::network, "store", "cannot be reached"}; }
  static ChangedRows all_of(const std::string& name, const MemorySite::Table& table) {
    ChangedRows change{name, {}, {}};
    for (const auto& [number, row] : table) change.rows.push_back(row);
    return change;
  }
  static ChangedRows those_of(const std::string& name, const MemorySite::Table& table,
                              const std::set<std::int64_t>& numbers) {
    ChangedRows change{name, {numbers.begin(), numbers.end()}, {}};
    for (const std::int64_t number : numbers) {
      const auto row = table.find(number);
      if (row != table.end()) change.rows.push_back(row->second);
    }
    return change;
  }

  std::shared_ptr<MemorySite> site_;
  std::int64_t epoch_ = 0;
  std::map<std::string, std::pair<TableShape, MemorySite::Table>> tables_;
  MemorySite::Written written_;
  bool claimed_ = false, everything_ = false;
  int changes_ = 0;
};

}  // namespace dockhand::test
