#include "storage/import/meeting/pack_levels.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "storage/import/cells/unit_words.h"

namespace dockhand {
namespace {

// A barcode of the file that is of a pack.
struct Pack {
  BarcodeRow* row;
  std::string level;
};

bool is_of_same(const Pack& a, const Pack& b) { return a.row->item == b.row->item && a.level == b.level; }

std::vector<Pack> packs_in(ParsedImport& parsed) {
  std::vector<Pack> packs;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    auto* barcode = std::get_if<BarcodeRow>(&parsed.rows[i]);
    if (barcode == nullptr || parsed.notes[i].use == RowUse::drop || barcode->level == "ea") continue;
    packs.push_back({barcode, level_of_word(barcode->level)});
  }
  std::stable_sort(packs.begin(), packs.end(), [](const Pack& a, const Pack& b) {
    return std::tie(a.row->item, a.level) < std::tie(b.row->item, b.level);
  });
  return packs;
}

Result<std::set<Quantity>> sizes_in_books(Ledger& ledger, const Pack& pack) {
  std::set<Quantity> sizes;
  for (const std::string& word : levels_called(pack.level)) {
    const auto known = ledger.packs_of(pack.row->item, word);
    if (!known) return known.error();
    sizes.insert(known->begin(), known->end());
  }
  return sizes;
}

}  // namespace

Status settle_levels(Ledger& ledger, ParsedImport& parsed) {
  const std::vector<Pack> packs = packs_in(parsed);
  const auto has_word = [](const Pack& one) { return one.row->level != one.level; };
  if (std::none_of(packs.begin(), packs.end(), has_word)) return Done{};
  const auto known = ledger.has_any_like(ImportRow(*packs.front().row));
  if (!known) return known.error();
  for (auto begin = packs.begin(); begin != packs.end();) {
    const auto end = std::find_if_not(begin, packs.end(), [&](const Pack& one) { return is_of_same(one, *begin); });
    std::set<Quantity> sizes;
    if (*known && std::any_of(begin, end, has_word)) {
      auto there = sizes_in_books(ledger, *begin);
      if (!there) return there.error();
      sizes = *std::move(there);
    }
    for (auto one = begin; one != end; ++one) sizes.insert(one->row->units);
    if (sizes.size() == 1) std::for_each(begin, end, [](const Pack& one) { one.row->level = one.level; });
    begin = end;
  }
  return Done{};
}

Result<std::vector<Quantity>> packs_called(Ledger& ledger, const ItemCode& item, const std::string& word) {
  const std::vector<std::string> levels = levels_called(word);
  auto own = ledger.packs_of(item, levels.front());
  if (!own || !own->empty()) return own;
  std::set<Quantity> sizes;
  for (const std::string& level : levels) {
    const auto known = ledger.packs_of(item, level);
    if (!known) return known;
    sizes.insert(known->begin(), known->end());
  }
  return std::vector<Quantity>(sizes.begin(), sizes.end());
}

}  // namespace dockhand
