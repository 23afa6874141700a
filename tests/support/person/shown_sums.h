// What a page says of how many, against the books.
//
// Decides: which numbers of a page are sums, and what they add up to in the tables: a line and its purchase, what is
// picked of an order, what an item, a tote and an order have. Leaves to others: what may be booked
// (tests/support/person/work_oracle.h).
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <regex>

#include "storage/engine/engine.h"
#include "terminal/kit/words.h"
#include "tests/support/person/work_floor.h"

namespace dockhand::test {

class ShownSums {
 public:
  ShownSums(const WorkFloor& floor, Engine& db) : floor_(floor), db_(db) {}

  // Keeps what the home screen says about how many wait behind its rows.
  void before(bool is_old) {
    home_.clear();
    const auto* page = std::get_if<WorkPage>(&floor_.app->frame().page);
    if (is_old || page == nullptr || std::string(floor_.app->screen()) != "home") return;
    for (const Row& row : page->rows) {
      if (is_number(row.value)) home_[row.id] = row.value;
    }
    newest_ = number("SELECT coalesce(max(seq),0) FROM event");
  }
  // Says which number of the page is wrong. Empty: none is.
  std::string wrong() const {
    const Frame& frame = floor_.app->frame();
    if (frame.toast) {
      if (const std::string odd = parts_of(frame.toast->text); !odd.empty()) return odd;
    }
    const auto* page = std::get_if<WorkPage>(&frame.page);
    if (page == nullptr || asks(*page)) return {};
    const std::string wrong = wrong_on(floor_.app->screen(), *page);
    return wrong.empty() ? other_than_at_home(floor_.app->screen(), *page) : wrong;
  }

 private:
  struct Ratio {
    std::int64_t part = 0, whole = 0;
    bool operator==(const Ratio&) const = default;
  };
  struct Given {
    std::optional<std::int64_t> whole{};
    std::int64_t parts = 0;  // to orders, and to stock
  };

  std::string wrong_on(const std::string& screen, const WorkPage& page) const {
    if (screen == "receive") return receipt(page);
    if (screen == "purchases") return purchases(page);
    if (screen == "pick" || screen == "cluster") return stop(page);
    if (screen == "item") return item(page);
    if (screen == "why") return order_line(page);
    if (screen == "drop_off") return totes(page);
    if (screen == "pack") return packed(page);
    return screen == "ship" ? shipped(page) : "";
  }
  static bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  }
  // "4 orders to pick", and nothing has been booked since the home screen said 4.
  std::string other_than_at_home(const std::string& screen, const WorkPage& page) const {
    const auto home = home_.find(screen);
    const std::string heading = page.list_heading.substr(0, page.list_heading.find(' '));
    const bool is_new = home != home_.end() && is_number(heading) && !page.rows.empty();
    if (!is_new || number("SELECT coalesce(max(seq),0) FROM event") != newest_) return {};
    return compared(heading, home->second, "of " + screen);
  }
  // Under a question no row can be tapped, so that it has no name.
  static bool asks(const WorkPage& page) {
    const auto is_no = [](const auto& one) { return one.id == "no"; };
    return std::any_of(page.actions.begin(), page.actions.end(), is_no) ||
           std::any_of(page.rows.begin(), page.rows.end(), is_no);
  }
  static std::string said(std::int64_t is, std::int64_t should, const std::string& where) {
    return where + " it says " + std::to_string(is) + ", and it is " + std::to_string(should);
  }
  static std::string compared(const std::string& is, const std::string& should, const std::string& where) {
    return is == should ? "" : where + " it says " + is + ", and it is " + should;
  }
  static std::string text_of(const Ratio& ratio) {
    return std::to_string(ratio.part) + "/" + std::to_string(ratio.whole);
  }
  template <class... Cells>
  std::int64_t number(const char* sql, const Cells&... cells) const {
    auto rows = db_.query(sql, cells...);
    return rows.next() ? rows.integer(0) : 0;
  }

  static Given given_in(const std::string& text) {
    static const std::regex shape(R"(^(\d+)(?: of (\d+))? → (.*))"), to_order(R"(\((\d+)\))"),
        to_stock(R"((?:^|; )(\d+) → [^(;]+$)");
    std::smatch found;
    Given given;
    if (!std::regex_match(text, found, shape)) return given;
    const std::string rest = found[3];
    if (rest.find('(') == std::string::npos || rest.find(" more") != std::string::npos) return given;
    std::int64_t orders = 0;
    for (std::sregex_iterator at(rest.begin(), rest.end(), to_order), end; at != end; ++at) {
      orders += std::stoll((*at)[1]);
    }
    std::smatch stock;
    const std::int64_t free = std::regex_search(rest, stock, to_stock) ? std::stoll(stock[1]) : 0;
    given.parts = orders + free;
    given.whole = found[2].matched ? std::stoll(found[2]) : std::stoll(found[1]) + free;
    return given;
  }
  // In "35 of 40 → SO-1 (35); 5 → A-03" the parts add up to the whole, in the words and in the rows under them.
  static std::string parts_of(const std::string& text) {
    const Given given = given_in(text);
    if (!given.whole || given.parts == *given.whole) return {};
    return "the parts of \"" + text + "\" are " + std::to_string(given.parts) + " together";
  }
  static std::string parts_of(const WorkPage& page) {
    if (const std::string odd = parts_of(page.list_heading); !odd.empty()) return odd;
    const Given given = given_in(page.list_heading);
    std::int64_t rows = 0;
    for (const Row& row : page.rows) {
      if (row.id.starts_with("why:") || row.title.starts_with("To ")) rows += std::stoll(row.value);
    }
    return !given.whole || rows == *given.whole ? "" : said(rows, *given.whole, "in the rows of what was given");
  }

  Ratio of_purchase(const std::string& purchase, const std::string& line = {}) const {
    return received(purchase, line, "1");
  }
  // Of a whole purchase the dock counts what comes here.
  Ratio of_what_comes(const std::string& purchase) const { return received(purchase, "", "0"); }
  Ratio received(const std::string& purchase, const std::string& line, const std::string& also_direct) const {
    const std::string sql =
        "SELECT coalesce(sum(received),0), coalesce(sum(expected),0) FROM purchase_line "
        "WHERE purchase=$1 AND ($2='' OR CAST(line AS TEXT)=$2) AND ($3='1' OR drop_ship=0)";
    auto rows = db_.query(sql.c_str(), purchase, line, also_direct);
    return rows.next() ? Ratio{rows.integer(0), rows.integer(1)} : Ratio{};
  }
  static std::pair<std::string, std::string> line_in(const std::string& text) {
    const auto slash = text.rfind('/');
    return {text.substr(0, slash), text.substr(slash + 1)};
  }

  std::string receipt(const WorkPage& page) const {
    if (const std::string odd = parts_of(page); !odd.empty()) return odd;
    std::vector<std::string> lines;
    for (const Row& row : page.rows) {
      if (!row.id.starts_with("line:")) continue;
      const auto [purchase, line] = line_in(row.id.substr(5));
      const std::string should = text_of(of_purchase(purchase, line));
      if (const std::string odd = compared(row.value, should, "of " + row.id); !odd.empty()) return odd;
      lines.push_back(should);
    }
    if (lines.empty()) return {};
    const std::string& where = page.instruction.where_in_list;
    if (where.empty()) {
      return compared(page.instruction.count, text_of(of_what_comes(page.instruction.task)), "of the purchase");
    }
    static const std::regex shape(R"(^Line (\d+) of (\d+))");
    std::smatch found;
    if (!std::regex_search(where, found, shape)) return "it is not said which line it is: " + where;
    const auto index = std::stoul(found[1]);
    if (index == 0 || index > lines.size() || std::stoul(found[2]) != lines.size()) return "there is no " + where;
    return compared(page.instruction.count, lines[index - 1], "of the line");
  }

  std::string purchases(const WorkPage& page) const {
    for (const Row& row : page.rows) {
      if (!row.id.starts_with("PO-")) continue;
      const Ratio sum = of_purchase(row.id);
      const std::string should = sum.part == 0 ? std::to_string(sum.whole) : text_of(sum);
      if (const std::string odd = compared(row.value, should, "of " + row.id); !odd.empty()) return odd;
    }
    return {};
  }

  // What is left to take at a stop is what is reserved there, of whatever lots, also on what stands there.
  std::string stop(const WorkPage& page) const {
    const Instruction& now = page.instruction;
    const bool all = now.verb == "All is in";
    if (all || now.verb == "A part is in") {
      const std::int64_t there = at(now.location, now.task), picked_of_it = picked(now.task);
      if (all != (there == picked_of_it)) return said(there, picked_of_it, "of what is in " + now.location);
      return compared(now.count, std::to_string(there), "of what is in " + now.location);
    }
    const bool walks = now.verb == "Go to" || now.verb == "Take from";
    const auto slash = now.count.find('/');
    if (!walks || slash == std::string::npos || page.strip.starts_with("Not booked yet")) return {};
    const std::int64_t left = std::stoll(now.count.substr(slash + 1)) - std::stoll(now.count.substr(0, slash));
    const std::int64_t there = number(
        "SELECT coalesce(sum(quantity),0) FROM balance WHERE doc=$2 AND "
        "(place=$1 OR place IN (SELECT location FROM location WHERE stands_at=$1)) AND item=$3",
        now.location, now.task, now.code.substr(0, std::min(now.code.find(" lot "), now.code.find(" no. "))));
    return left == there ? "" : said(left, there, "of what is left at the stop");
  }

  std::string item(const WorkPage& page) const {
    if (page.instruction.count.empty()) return {};
    const std::string& code = page.instruction.code;
    constexpr const char* here = "SELECT coalesce(sum(quantity),0) FROM balance WHERE item=$1 AND place NOT LIKE '@%'";
    const std::int64_t there = number(here, code);
    const std::int64_t claimed =
        number("SELECT coalesce(sum(quantity),0) FROM balance WHERE item=$1 AND place NOT LIKE '@%' AND doc<>''", code);
    if (page.instruction.count != std::to_string(there)) return "of the item it says " + page.instruction.count;
    const std::string& says = page.instruction.where_in_list;
    const std::string orders = " free · " + std::to_string(claimed) + " for orders";
    if (!says.ends_with(orders)) return "of the item it says " + says + " and not" + orders;
    const std::int64_t free = std::stoll(says);
    const std::int64_t most = number(
        "SELECT coalesce(sum(CASE WHEN here > 0 THEN here ELSE 0 END),0) FROM (SELECT sum(quantity) AS here"
        " FROM balance WHERE item=$1 AND place NOT LIKE '@%' AND doc='' GROUP BY place) AS by_place",
        code);
    // One page, one truth: none is free where the heading says so, and no more than is not for orders.
    if ((free == 0) != (page.list_heading.find("none free") != std::string::npos)) return "none free, and " + says;
    if (free > most) return said(free, most, "free of the item");
    std::int64_t rows = 0;
    bool lists = false;
    for (const Row& row : page.rows) {
      if (!row.id.starts_with("place:")) continue;
      lists = true;
      rows += std::stoll(row.value);
    }
    return !lists || rows == there ? "" : said(rows, there, "in the rows of the item");
  }

  std::string order_line(const WorkPage& page) const {
    if (!page.instruction.verb.starts_with("Why ")) return {};
    const auto [order, line] = line_in(page.instruction.verb.substr(4));
    auto rows = db_.query(
        "SELECT ordered - cancelled, shipped FROM order_line WHERE order_no=$1 AND CAST(line AS TEXT)=$2", order, line);
    if (!rows.next()) return {};
    const std::int64_t ordered = rows.integer(0), left = rows.integer(1);
    const std::int64_t held = number(
        "SELECT coalesce(sum(quantity),0) FROM balance WHERE doc=$1 AND CAST(line AS TEXT)=$2 AND place NOT LIKE '@%'",
        order, line);
    return compared(page.instruction.count, text_of({left + held, ordered}), "of the order line");
  }

  std::int64_t at(const std::string& place, const std::string& order) const {
    return number(
        "SELECT coalesce(sum(quantity),0) FROM balance WHERE place=$1 AND item <> '@unit' AND ($2='' OR doc=$2)", place,
        order);
  }
  std::string totes(const WorkPage& page) const {
    for (const Row& row : page.rows) {
      if (!row.id.starts_with("tote:") || row.value.empty()) continue;
      const std::string should = std::to_string(at(row.id.substr(5), ""));
      if (const std::string odd = compared(row.value, should, "of " + row.id); !odd.empty()) return odd;
    }
    const Instruction& now = page.instruction;
    const auto from = now.name.find(", from ");
    if (now.verb != "Put all of it into lane" || from == std::string::npos) return {};
    const std::int64_t there = at(now.name.substr(from + 7), now.name.substr(0, from));
    return compared(now.count, std::to_string(there), "of the tote");
  }

  std::int64_t picked(const std::string& order) const {
    return number("SELECT coalesce(sum(picked),0) FROM order_line WHERE order_no=$1", order);
  }
  std::string packed(const WorkPage& page) const {
    const Instruction& now = page.instruction;
    const auto slash = now.count.find('/');
    if (now.verb == "Put into a carton" && slash != std::string::npos) {
      return compared(now.count.substr(slash + 1), std::to_string(picked(now.task)), "of the order");
    }
    return picked_rows(page, "order:", [this](const std::string& order) {
      const std::int64_t all = picked(order), in_cartons = packed(order);
      return in_cartons > 0 && in_cartons < all ? text_of({in_cartons, all}) : std::to_string(all);
    });
  }
  std::int64_t packed(const std::string& order) const {
    return number(
        "SELECT coalesce(sum(quantity),0) FROM balance WHERE doc=$1 AND item <> '@unit' AND length(place) = 18"
        " AND place NOT GLOB '*[^0-9]*'",
        order);
  }
  std::string shipped(const WorkPage& page) const {
    return picked_rows(page, "", [this](const std::string& order) { return std::to_string(picked(order)); });
  }
  static std::string picked_rows(const WorkPage& page, const std::string& prefix,
                                 const std::function<std::string(const std::string&)>& value_of) {
    for (const Row& row : page.rows) {
      if (row.id != prefix + row.title || !row.title.starts_with("SO-")) continue;
      const std::string should = value_of(row.title);
      if (const std::string odd = compared(row.value, should, "of " + row.title); !odd.empty()) return odd;
    }
    return {};
  }

  const WorkFloor& floor_;
  Engine& db_;
  std::map<std::string, std::string> home_;  // what it says, for each screen
  std::int64_t newest_ = 0;                  // event, when the home screen was seen
};

}  // namespace dockhand::test
