#include "storage/store/store_cache.h"

#include "storage/engine/numbered_rows.h"
#include "storage/model/fresh_id.h"
#include "storage/schema/migrations.h"
#include "storage/schema/setting.h"
#include "storage/store/lost_events.h"

namespace dockhand {
namespace {

constexpr std::size_t rows_of_a_piece = 5'000;
constexpr std::chrono::seconds between_two_failed_looks{10};  // each can take as long as a connection may

void write_setting(Engine& db, const char* name, const std::string& value) {
  db.run("INSERT INTO setting(name, value) VALUES($1,$2) ON CONFLICT(name) DO UPDATE SET value=excluded.value", name,
         value);
}

std::string tag_in(Engine& db) { return db.has_table("setting") ? text_setting(db, "store_tag") : ""; }

bool has_events(Engine& db) { return db.has_table("event") && db.query("SELECT 1 FROM event LIMIT 1").next(); }

// Names the books as they were when they were given to an empty store, under which tag. The power may go, or the reply
// be lost, after the store has taken them and before the file knows that.
std::string offer_of(Engine& db, const std::string& tag) {
  auto rows = db.query("SELECT coalesce(max(seq), 0) FROM event");
  const std::int64_t events = rows.next() ? rows.integer(0) : 0;
  return tag + " " + std::to_string(events) + " " + std::to_string(number_setting(db, "change"));
}
// The tag under which books of their own, as they still are, were offered. Empty: they were not, or have changed since.
std::string offered_tag(Engine& db) {
  if (!site_of_cache(db).empty() || !has_events(db)) return "";
  const std::string offer = text_setting(db, "store_offer");
  std::string tag = offer.substr(0, offer.find(' '));
  return offer == offer_of(db, tag) ? tag : std::string();
}

Error has_a_site(const std::string& name) {
  return {ErrorKind::conflict, name,
          "the store has a site already, and this database has events of its own; give the hub a database file that is "
          "not there yet"};
}

// What a store may be asked to take the place of.
Status check_cache(Engine& db, const std::string& name, const StoreHead& head) {
  const std::string site = site_of_cache(db);
  if (site == head.site) return Done{};
  if (site.empty()) {
    const bool may = head.tag.empty() || !has_events(db) || !offered_tag(db).empty();
    return may ? Status(Done{}) : Status(has_a_site(name));
  }
  return Error{ErrorKind::conflict, name,
               "this database belongs to a site in another store; give the hub a database file that is not there yet"};
}

std::vector<TableShape> tables_of_books(Engine& db) {
  auto tables = shapes_of(db);
  std::erase_if(tables, [](const TableShape& table) { return is_set_apart(table.name); });
  return tables;
}

// Makes an empty database of the store's version.
Status make_tables_of(Engine& db, const std::string& name, std::int64_t version) {
  const auto& all = migrations();
  if (version > static_cast<std::int64_t>(all.size())) {
    return Error{ErrorKind::newer_version, name,
                 "the store has version " + std::to_string(version) + ", this program knows " +
                     std::to_string(all.size()) + "; install the newer program"};
  }
  if (!site_of_cache(db).empty()) set_events_apart(db);
  for (const TableShape& table : tables_of_books(db)) db.run_text("DROP TABLE " + table.name, {});
  if (auto made = migrate(db, name, {all.begin(), all.begin() + version}); !made) return made;
  // What the first migrations fill in comes again with the rows.
  for (const TableShape& table : tables_of_books(db)) db.run_text("DELETE FROM " + table.name, {});
  return db.failed() ? Status(db.failure()) : Status(Done{});
}

}  // namespace

std::string site_of_cache(Engine& db) { return db.has_table("setting") ? text_setting(db, "store") : ""; }

void forget_store(Engine& db) { db.run("DELETE FROM setting WHERE name IN ('store', 'store_tag', 'store_first')"); }

StoreCache::StoreCache(std::unique_ptr<SiteStore> store, Disk& disk) : store_(std::move(store)), disk_(disk) {}
StoreCache::~StoreCache() = default;

bool StoreCache::is_level(Engine& db) const {
  if (!head_) return false;
  db.clear_failure();
  return tag_in(db) == head_->tag;
}

Status StoreCache::claim() {
  const auto claimed = store_->claim();
  return claimed ? Status(Done{}) : Status(claimed.error());
}

void StoreCache::look() {
  const auto now = std::chrono::steady_clock::now();
  if (!head_ || now < look_again_) return;
  const auto is_ours = [this](const StoreHead& found, Beyond) -> Status {
    if (found.tag == head_->tag) return Done{};
    return Error{ErrorKind::busy, "store", "another hub has written to the site"};
  };
  const auto seen = store_->read(head_->tag, is_ours, [](const TableShape&, const ChangedRows&) { return Done{}; });
  if (seen) return;
  if (seen.error().kind == ErrorKind::busy) {
    head_.reset();
  } else {
    look_again_ = now + between_two_failed_looks;
  }
}

Status StoreCache::level(Engine& db, const std::string& name) {
  db.ask_before_commit(nullptr);
  head_.reset();
  const auto head = store_->claim();
  if (!head) return head.error();
  db.clear_failure();
  if (auto may = check_cache(db, name, *head); !may) return may;
  if (!head->tag.empty()) {
    const auto is_ours = [&](const StoreHead& found) -> Status {
      if (found.tag == head->tag) return Done{};
      return Error{ErrorKind::busy, name, "another hub owns the site now"};
    };
    if (auto filled = fill(db, name, is_ours); !filled) return filled;
  } else if (auto offered = offer(db); !offered) {
    return offered;
  }
  head_ = *head;
  db.ask_before_commit(this);
  return Done{};
}

// Is durable before the store is asked.
Status StoreCache::offer(Engine& db) {
  first_tag_ = fresh_id();
  if (!has_events(db)) return Done{};
  Transaction transaction(db);
  write_setting(db, "store_offer", offer_of(db, first_tag_));
  return transaction.commit();
}

Status StoreCache::follow(Engine& db, const std::string& name) {
  db.ask_before_commit(nullptr);
  head_.reset();
  db.clear_failure();
  const auto can_be_read = [&](const StoreHead& found) -> Status {
    if (auto may = check_cache(db, name, found); !may) return may;
    if (found.tag.empty()) return Error{ErrorKind::busy, name, "the owner of the site has written nothing yet"};
    if (found.schema == static_cast<std::int64_t>(migrations().size())) return Done{};
    return Error{ErrorKind::busy, name, "the owner of the site is a program of another version"};
  };
  const Status filled = fill(db, name, can_be_read);
  db.ask_before_commit(this);
  return filled;
}

Status StoreCache::fill(Engine& db, const std::string& name, const Check& check) {
  Transaction transaction(db);
  const std::string offered = offered_tag(db);
  std::string tag;
  const auto begin = [&](const StoreHead& found, Beyond beyond) -> Status {
    if (auto checked = check(found); !checked) return checked;
    tag = found.tag;
    return beyond == Beyond::everything ? make_tables_of(db, name, found.schema) : Status(Done{});
  };
  const auto take = [&](const TableShape& table, const ChangedRows& rows) -> Status {
    change_rows(db, table, rows);
    return db.failed() ? Status(db.failure()) : Status(Done{});
  };
  if (auto got = store_->read(tag_in(db), begin, take); !got) return got;
  if (tag_in(db) != tag) {
    return Error{ErrorKind::corrupt, name, "the rows that the store gives are not those of its last transaction"};
  }
  // Its commits are not flushed: the file may be as it was before the store took its books, and the store far ahead.
  if (!offered.empty() && text_setting(db, "store_first") != offered) return has_a_site(name);
  if (auto kept = keep_lost_events(db, name, disk_); !kept) return kept;
  return transaction.commit();
}

Status StoreCache::before_commit(Engine& db) {
  if (db.written().empty()) return Done{};
  if (!head_) return Error{ErrorKind::io, "store", "what it holds is not known; ask again"};
  const StoreHead before = *head_;
  head_.reset();  // it is empty until it is known again
  const bool everything = before.tag.empty() || before.schema != number_setting(db, "schema");
  const std::string tag = before.tag.empty() ? first_tag_ : fresh_id();
  const StoreHead after{before.site, tag, number_setting(db, "schema")};
  db.run("DELETE FROM setting WHERE name='store_offer'");
  write_setting(db, "store", after.site);
  write_setting(db, "store_tag", after.tag);
  if (before.tag.empty()) write_setting(db, "store_first", after.tag);
  if (auto begun = store_->begin(before.tag); !begun) return begun;
  if (auto sent = everything ? send_everything(db) : send_written(db); !sent) return sent;
  if (auto committed = store_->commit(after); !committed) return committed;
  head_ = after;
  return Done{};
}

Status StoreCache::send_everything(Engine& db) {
  const auto tables = shapes_of(db);
  if (auto made = store_->make_tables(tables); !made) return made;
  for (const TableShape& table : tables) {
    if (auto sent = send_table(db, table); !sent) return sent;
  }
  return db.failed() ? Status(db.failure()) : Status(Done{});
}

Status StoreCache::send_table(Engine& db, const TableShape& table) {
  ChangedRows piece{table.name, {}, {}};
  Status sent = Done{};
  const auto give = [&] {
    if (!piece.rows.empty()) sent = store_->change(table, piece);
    piece.rows.clear();
    return sent.ok();
  };
  read_rows(db, table, [&](NumberedRow row) {
    piece.rows.push_back(std::move(row));
    return piece.rows.size() < rows_of_a_piece || give();
  });
  if (sent) give();
  return sent;
}

Status StoreCache::send_written(Engine& db) {
  for (const auto& [name, numbers] : db.written()) {
    const TableShape table = shape_of(db, name);
    ChangedRows change{name, {}, {}};
    for (const auto& [number, was_there] : numbers) {
      if (was_there) change.gone.push_back(number);
      if (auto row = read_numbered_row(db, table, number)) change.rows.push_back(*std::move(row));
    }
    if (auto sent = store_->change(table, change); !sent) return sent;
  }
  return db.failed() ? Status(db.failure()) : Status(Done{});
}

}  // namespace dockhand
