// What cannot be scanned is typed and searched for: on every screen that asks for a scan.
#include <fmt/format.h>

#include "terminal/app/app_state.h"
#include "terminal/kit/plan_told.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t shown = 50;
constexpr std::string_view prefix = "hit:";

struct KindWords {
  const char* word;
  Icon icon;
};

KindWords words_of(SearchRow::Kind kind) {
  switch (kind) {
    case SearchRow::Kind::item: return {"Item", Icon::item};
    case SearchRow::Kind::place: return {"Place", Icon::location};
    case SearchRow::Kind::unit: return {"Pallet", Icon::stock};
    case SearchRow::Kind::order: return {"Order", Icon::order};
    case SearchRow::Kind::purchase: return {"Purchase", Icon::purchase};
    case SearchRow::Kind::announced: return {"Announced pallet", Icon::stock};
    case SearchRow::Kind::notice: return {"Announced delivery", Icon::truck};
    case SearchRow::Kind::customer: return {"Customer, no order is open", Icon::person};
  }
  return {"", Icon::none};
}

// Nothing for a lot or a serial: they are no code of an item.
std::optional<ItemCode> item_of(const SearchRow& hit) {
  if (hit.kind != SearchRow::Kind::item) return std::nullopt;
  const auto item = ItemCode::parse(hit.code);
  return item ? std::optional(*item) : std::nullopt;
}

Row row_of(const SearchRow& hit, std::size_t number, const std::map<ItemCode, std::string>& lasting) {
  const auto [word, icon] = words_of(hit.kind);
  Row row{.id = std::string(prefix) + std::to_string(number), .title = hit.code, .detail = word, .icon = icon};
  row.title_is_code = hit.kind != SearchRow::Kind::item;
  if (!hit.name.empty()) row.detail = hit.name;
  if (hit.kind == SearchRow::Kind::item) std::swap(row.title, row.detail);
  const bool says_what = hit.kind == SearchRow::Kind::announced || hit.kind == SearchRow::Kind::customer;
  if (says_what && !hit.name.empty()) row.detail = hit.name + "\n" + word;
  if (const auto item = item_of(hit)) row.detail += lasts_line(lasting, *item);
  return row;
}

std::string told_of(const SearchIndex::Hits& hits) {
  if (hits.all > hits.rows.size()) return fmt::format("the first {} of {}", hits.rows.size(), hits.all);
  return fmt::format("{} found", hits.all);
}

const char* empty_text_of(const MultiTap& typed, bool is_read) {
  if (typed.text().empty()) return "Type a name, a code or a barcode. One tap for each letter is enough.";
  if (!is_read) return "Reading what can be found.";
  return "Nothing is found. Confirm takes what is typed as if it was scanned.";
}

}  // namespace

KeypadPage search_page(const SearchPad& pad) {
  const bool is_read = pad.index != nullptr;
  KeypadPage page;
  page.title = "Search";
  page.typed = pad.typed.text();
  page.keys = pad.typed.letters() ? Keypad::letters : Keypad::digits;
  page.has_list = true;
  page.unit = pad.typed.text().empty() || !is_read ? "" : told_of(pad.hits);
  page.empty_text = empty_text_of(pad.typed, is_read);
  const auto& rows = pad.hits.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) page.rows.push_back(row_of(rows[i], i, pad.lasting));
  page.actions = {back_button(),
                  {.id = "confirm",
                   .label = rows.empty() ? "Confirm" : "Take the first",
                   .icon = Icon::check,
                   .role = ButtonRole::primary}};
  return page;
}

// The rows are read when the books have changed since; what is typed meanwhile is searched for when they are there.
void App::State::open_search() {
  auto index =
      searching.index_at(version, views, [box = inbox](SearchReader::Read read) { box->put(std::move(read)); });
  overlay = SearchPad{std::move(index), MultiTap(SearchPad::max_typed), {}};
}

void App::State::find_typed(SearchPad& pad) {
  pad.hits = pad.index->find(pad.typed.text(), shown);
  std::vector<ItemCode> items;
  for (const SearchRow& hit : pad.hits.rows) {
    if (const auto item = item_of(hit)) items.push_back(*item);
  }
  pad.lasting = lasting(context(), items);
}

void App::State::take(const SearchReader::Read& read) {
  searching.is_read(read);
  const auto give_to = [&](Overlay& pad_of_search) {
    auto* pad = std::get_if<SearchPad>(&pad_of_search);
    if (pad == nullptr || pad->index) return;
    if (read) {
      pad->index = *read;
      find_typed(*pad);
    } else {
      pad_of_search = {};
      refuse({refusal_of(read.error()), {}});
    }
  };
  if (pad_below) give_to(*pad_below);
  give_to(overlay);
  refresh();
}

void App::State::press_keypad(SearchPad& pad, const std::string& id) {
  if (id == "back" || id == "no") {
    if (const std::string typed = pad.typed.text(); !typed.empty()) {
      return ask_to_throw_typed(typed, AskNumber{"Search", {}, {}});
    }
    overlay = {};
  } else if (id == "confirm" && !pad.index) {
    say(ToastKind::attention, "Still reading what can be found. Confirm in a moment.");
    sound_now(Sound::attention);
  } else if (id == "confirm") {
    if (!pad.hits.rows.empty()) return take_hit(SearchRow(pad.hits.rows.front()));
    if (const std::string text = pad.typed.text(); !text.empty()) take_typed(text);
  } else if (id.starts_with(prefix)) {
    const auto number = static_cast<std::size_t>(std::stoul(id.substr(prefix.size())));
    if (number < pad.hits.rows.size()) take_hit(SearchRow(pad.hits.rows[number]));
  } else if (type_on(pad.typed, id, clock.now()) && pad.index) {
    find_typed(pad);
  }
}

// No label has a customer's code: it is answered here.
void App::State::take_hit(const SearchRow& hit) {
  if (hit.kind != SearchRow::Kind::customer) return take_typed(hit.code);
  say(ToastKind::attention, fmt::format("No order of {customer} is open.",
                                        fmt::arg("customer", printable(hit.name.empty() ? hit.code : hit.name, 60))));
  sound_now(Sound::attention);
}

// As if it had been scanned from a plain label.
void App::State::take_typed(const std::string& text) {
  Scan scan;
  scan.symbol.text = text;
  take_typed(scan, meaning_of(scan));
}

void App::State::take_typed(const Scan& scan, const Result<MeantScan>& meant) {
  overlay = {};
  scanned = {.name = {}, .code = code_text(scan.symbol), .scan = {}, .by_hand = true};
  if (!meant) return refuse({refusal_of(meant.error()), {}});
  scan_on_top(*meant);
}

bool App::State::can_search() const {
  const Layer& layer = layers.back();
  return !layer.unreadable && !layer.screen->takes_anything() && !layer.screen->job().label;
}

}  // namespace dockhand
