#include "storage/books/chain.h"
#include "storage/schema/tables.h"
#include "sync/protocol.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  WriterId writer = WriterId::parse("0123456789abcdef0123456789abcdef").value();

  void setUp() {}
  void tearDown() {}

  Event event(std::int64_t seq, std::string body = "{}") const {
    return Event{seq, CommandId::parse("r" + std::to_string(seq)).value(), writer, std::move(body),
                 std::string(64, 'a')};
  }
  static std::string why(const Error& error) { return error.sentence(); }
};

bool says(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST(a_push_reads_what_it_writes) {
  const Push push{writer, {event(7), event(8, "{\"x\":\"\\u001d\"}")}};
  const auto read = parse_push(to_json(push));
  REQUIRE(read.ok());
  REQUIRE(read->writer == push.writer);
  REQUIRE(read->events == push.events);
}

TEST(a_push_leaves_out_the_hashes_that_follow_from_its_bodies) {
  Push push{writer, {event(7), event(8, "[1]"), event(9, "[2]"), event(10, "[3]"), event(11, "[4]")}};
  for (std::size_t i = 1; i < push.events.size(); ++i) {
    push.events[i].hash = chain_hash(push.events[i - 1].hash, push.events[i].body);
  }
  const auto said = [&] {
    const std::string text = to_json(push, Hashes::ends);
    REQUIRE(parse_push(text)->events == push.events);
    int hashes = 0;
    for (auto at = text.find("hash"); at != std::string::npos; at = text.find("hash", at + 1)) ++hashes;
    return hashes;
  };
  REQUIRE(said() == 2);
  push.events[2].hash = std::string(64, 'c');  // a chain that is broken there, and goes on from there nowhere
  REQUIRE(said() == 4);
}

TEST(the_first_event_of_a_push_says_its_hash) {
  std::string text = to_json(Push{writer, {event(7)}});
  const std::string hash = ",\"hash\":\"" + std::string(64, 'a') + "\"";
  text.erase(text.find(hash), hash.size());
  REQUIRE(says(why(parse_push(text).error()), "events[0].hash"));
}

TEST(a_reply_reads_what_it_writes) {
  const PushReply reply{41, {"r7", "r9"}, Error{ErrorKind::conflict, "event 42", "it does not continue"}};
  const auto read = parse_push_reply(to_json(reply));
  REQUIRE(read.ok());
  REQUIRE(read->applied == 41);
  REQUIRE(read->questioned == reply.questioned);
  REQUIRE(read->refusal == reply.refusal);
}

TEST(a_pull_request_reads_what_it_writes) {
  const std::vector<NamedRow> rows{{"order_line", {Value{"SO-1"}, Value{std::int64_t{2}}}}, {"notice", {Value{"n#1"}}}};
  const auto read = parse_pull_request(to_json(PullRequest{writer, {"g1", 12}, Instant{5}, rows}));
  REQUIRE(read.ok());
  REQUIRE(read->asking == writer);
  REQUIRE(read->position.generation == "g1");
  REQUIRE(read->position.cursor == 12);
  REQUIRE(read->now == Instant{5});
  REQUIRE(read->rows == rows);
}

TEST(changes_read_what_they_write) {
  Changes changes{"g1", 99, true, 7, {}};
  changes.applied_hash = std::string(64, 'b');
  changes.since = 98;
  changes.tables.push_back(
      {"item",
       {{Value{"BRG-6204"}, Value{"Bearing \xC3\xA4"}, Value{"none"}, Value{std::int64_t{0}}, Value{}, Value{""},
         Value{std::int64_t{0}}, Value{std::int64_t{0}}, Value{std::int64_t{0}}, Value{std::int64_t{0}},
         Value{std::int64_t{28}}, Value{std::int64_t{250}}}}});
  changes.tables.push_back(
      {"lot",
       {{Value{"A"}, Value{"L1"}, Value{}, Value{"available"}, Value{""}},
        {Value{"A"}, Value{"L2"}, Value{std::int64_t{20000}}, Value{"recalled"}, Value{"taste"}}}});
  const auto read = parse_changes(to_json(changes));
  REQUIRE(read.ok());
  REQUIRE(read->applied_hash == changes.applied_hash);
  REQUIRE(read->generation == "g1");
  REQUIRE(read->cursor == 99);
  REQUIRE(read->since == 98);
  REQUIRE(read->more);
  REQUIRE(read->applied == 7);
  REQUIRE(read->tables.size() == 2);
  REQUIRE(read->tables[0].rows == changes.tables[0].rows);
  REQUIRE(read->tables[1].rows == changes.tables[1].rows);
}

TEST(an_error_answer_reads_what_it_writes) {
  const Error error{ErrorKind::disk_full, "hub", "no room"};
  REQUIRE(parse_error(error_answer(error))->error == error);
}

TEST(another_protocol_is_told_as_such) {
  const auto read = parse_push_reply(R"({"protocol":2,"something":"new"})");
  REQUIRE(read.error().kind == ErrorKind::newer_version);
  REQUIRE(says(why(read.error()), "update the older one"));
}

TEST(what_is_no_message_of_ours_is_refused) {
  for (const char* text : {"", "<html>hello</html>", "[]", "{}", "null", R"({"protocol":"1"})"}) {
    REQUIRE(parse_push(text).error().kind == ErrorKind::bad_input);
    REQUIRE(parse_push_reply(text).error().kind == ErrorKind::bad_input);
    REQUIRE(parse_pull_request(text).error().kind == ErrorKind::bad_input);
    REQUIRE(parse_changes(text).error().kind == ErrorKind::bad_input);
    REQUIRE(parse_error(text).error().kind == ErrorKind::bad_input);
  }
}

TEST(events_that_do_not_follow_each_other_are_refused) {
  REQUIRE(says(why(parse_push(to_json(Push{writer, {event(7), event(9)}})).error()), "events[1].seq"));
}

TEST(too_many_events_are_refused) {
  Push push{writer, {}};
  for (std::size_t i = 0; i <= Push::max_events; ++i) push.events.push_back(event(static_cast<std::int64_t>(i) + 1));
  REQUIRE(says(why(parse_push(to_json(push)).error()), "more than 500"));
}

TEST(an_event_with_a_wrong_hash_or_member_is_refused_by_name) {
  Push push{writer, {event(7)}};
  push.events[0].hash = "zz";
  REQUIRE(says(why(parse_push(to_json(push)).error()), "events[0].hash"));
  REQUIRE(says(why(parse_push(R"({"protocol":1,"writer":"w","events":[{"sequence":1}]})").error()), "sequence"));
}

TEST(a_row_of_another_shape_is_refused) {
  const char* short_row =
      R"({"protocol":1,"generation":"g","cursor":1,"applied":0,"tables":[{"table":"item","rows":[["A"]]}]})";
  REQUIRE(says(why(parse_changes(short_row).error()), "tables[0].rows[0]"));
  const char* wrong_cell =
      R"({"protocol":1,"generation":"g","cursor":1,"applied":0,"tables":[{"table":"lot","rows":[["A","B",1.5,"available",""]]}]})";
  REQUIRE(says(why(parse_changes(wrong_cell).error()), "neither null"));
  const char* huge =
      R"({"protocol":1,"generation":"g","cursor":1,"applied":0,"tables":[{"table":"lot","rows":[["A","B",9223372036854775808,"available",""]]}]})";
  REQUIRE(says(why(parse_changes(huge).error()), "too large"));
}

TEST(an_unknown_table_is_refused) {
  const char* text =
      R"({"protocol":1,"generation":"g","cursor":1,"applied":0,"tables":[{"table":"setting","rows":[]}]})";
  REQUIRE(says(why(parse_changes(text).error()), "no table"));
}

TEST(negative_cursors_and_missing_generations_are_refused) {
  REQUIRE_FALSE(parse_changes(R"({"protocol":1,"generation":"g","cursor":-1,"applied":0,"tables":[]})").ok());
  REQUIRE_FALSE(parse_changes(R"({"protocol":1,"generation":"","cursor":1,"applied":0,"tables":[]})").ok());
}

TEST(every_message_cut_short_is_refused) {
  const std::string whole = to_json(Push{writer, {event(7), event(8)}});
  for (std::size_t length = 0; length < whole.size(); ++length) REQUIRE_FALSE(parse_push(whole.substr(0, length)).ok());
}
