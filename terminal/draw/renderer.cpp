#include "terminal/draw/renderer.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "storage/model/tools/utf8.h"

namespace dockhand {
namespace {

constexpr float actions_mm = 13, scan_mm = 18, least_scan_mm = 12.5F, least_list_mm = 16.5F;

bool has_list(const WorkPage& page) { return !page.rows.empty() || !page.empty_text.empty(); }

class WorkLayout {
 public:
  WorkLayout(Canvas& canvas, const WorkPage& page, const CameraPicture* camera, const Pointing& pointing,
             RowHeights& heights, Drawn& drawn)
      : canvas_(canvas), page_(page), camera_(camera), pointing_(pointing), heights_(heights), drawn_(drawn) {}

  void draw(Rect box) {
    if (!page_.actions.empty()) {
      draw_actions(canvas_, page_.actions, pointing_, box.take_bottom(canvas_.u(actions_mm)));
    }
    if (is_landscape(drawn_.screen)) return draw_beside(box);
    draw_head(box);
    if (!has_list(page_)) return draw_scan(box);
    draw_scan(box.take_top(scan_height(box)));
    draw_rows_in(box);
  }

 private:
  void draw_beside(Rect box) {
    const Rect whole = box;
    Rect left = has_list(page_) && has_head() ? box.take_left(std::floor(box.w / 2)) : box;
    draw_head(left);
    if (!page_.scan_prompt.empty()) draw_scan(left);
    if (!has_list(page_)) return;
    if (has_head()) canvas_.fill({box.x, box.y, canvas_.u(0.25F), box.h}, canvas_.theme().raised);
    draw_rows_in(has_head() ? box : whole);
  }

  bool has_head() const {
    return !page_.scan_prompt.empty() || !page_.strip.empty() ||
           measure_instruction(canvas_, page_.instruction, drawn_.screen.w, Squeeze::none, page_.help).height > 0;
  }

  // Draws the instruction and the amber strip. They are as high as their words need.
  void draw_head(Rect& box) {
    float strip = strip_height(canvas_, page_.strip, box.w, box.h);
    InstructionLayout layout = measure_instruction(canvas_, page_.instruction, box.w, Squeeze::none, page_.help);
    const float others = (page_.scan_prompt.empty() ? 0 : canvas_.u(least_scan_mm)) +
                         (has_list(page_) && !is_landscape(drawn_.screen) ? canvas_.u(least_list_mm) : 0);
    for (const Squeeze squeeze : {Squeeze::sizes, Squeeze::lines}) {
      if (layout.height + strip + others <= box.h) break;
      layout = measure_instruction(canvas_, page_.instruction, box.w, squeeze, page_.help);
    }
    strip = strip_height(canvas_, page_.strip, box.w, box.h - layout.height - others);
    if (layout.height > 0) draw_instruction(canvas_, page_.instruction, layout, pointing_, box.take_top(layout.height));
    if (strip > 0) draw_strip(canvas_, page_.strip, box.take_top(strip));
  }

  // The list keeps a row and a half at least, so that it can be seen that there is one, and the scan zone gives way to
  // its heading before that is left out. Where it has no rows yet, what is to be scanned has the room that its words
  // leave.
  float scan_height(const Rect& room) const {
    if (page_.scan_prompt.empty()) return 0;
    const float row_and_half = canvas_.u(least_list_mm), least = canvas_.u(least_scan_mm);
    const float of_list = least_height(canvas_, list(), row_and_half);
    if (!page_.rows.empty()) return std::clamp(room.h - of_list, least, canvas_.u(scan_mm));
    return std::max(least, room.h - std::max(row_and_half, height_without_rows(canvas_, list(), room.w)));
  }

  ListPart list() const { return {page_.list_heading, page_.rows, page_.empty_text, page_.numbered}; }

  void draw_scan(Rect box) {
    if (!page_.scan_prompt.empty()) draw_scan_zone(canvas_, page_, camera_, pointing_, box);
  }

  void draw_rows_in(Rect box) { draw_list(canvas_, list(), pointing_, box, heights_, drawn_); }

  Canvas& canvas_;
  const WorkPage& page_;
  const CameraPicture* camera_;
  const Pointing& pointing_;
  RowHeights& heights_;
  Drawn& drawn_;
};

// Returns the lowest part of `box` between two buttons that is as high as `wanted`; where there is none, the highest
// part.
Rect between_buttons(const Rect& box, float wanted, const Drawn& drawn) {
  std::vector<Rect> buttons;
  for (const TouchTarget& target : drawn.targets) {
    if (target.kind != TargetKind::row && !target.visible.common(box).empty()) buttons.push_back(target.visible);
  }
  std::sort(buttons.begin(), buttons.end(), [](const Rect& a, const Rect& b) { return a.bottom() > b.bottom(); });
  Rect best{box.x, box.bottom(), box.w, 0};
  float lower = box.bottom();
  const auto look = [&](float upper) {
    const float room = lower - std::max(upper, box.y);
    if (best.h < wanted && room > best.h) best = {box.x, lower - room, box.w, room};
  };
  for (const Rect& button : buttons) {
    look(button.bottom());
    lower = std::min(lower, button.y);
  }
  look(box.y);
  return best;
}

// Returns where a toast hides least: where a keypad or a red page has made room for it, at the list's lower edge, but
// never over a button.
Rect toast_place(const Canvas& canvas, const Frame& frame, Rect box, const std::string& text, const Drawn& drawn) {
  if (!drawn.aside.empty()) {
    Rect aside = drawn.aside;
    return aside.take_top(std::min(aside.h, toast_height(canvas, text, aside.w)));
  }
  if (!drawn.list.empty()) {
    const float wanted = toast_height(canvas, text, drawn.list.w);
    if (drawn.list.h >= wanted || std::holds_alternative<KeypadPage>(frame.page)) return drawn.list;
    return between_buttons({drawn.list.x, box.y, drawn.list.w, drawn.list.bottom() - box.y}, wanted, drawn);
  }
  box.take_bottom(canvas.u(actions_mm));
  return between_buttons(box, toast_height(canvas, text, box.w), drawn);
}

void draw_frame(Canvas& canvas, const Frame& frame, const Pointing& pointing, RowHeights& heights, Drawn& drawn) {
  Rect box = drawn.screen;
  const std::string typed = frame.secret ? std::string(count_characters(pointing.typed), '*') : pointing.typed;
  canvas.fill(box, canvas.theme().bg);
  draw_status(canvas, frame.status, box.take_top(status_height(canvas, frame.status)));
  const std::string& told = typed.empty() && frame.toast ? frame.toast->text : typed;
  if (const auto* work = std::get_if<WorkPage>(&frame.page))
    WorkLayout(canvas, *work, frame.camera.get(), pointing, heights, drawn).draw(box);
  if (const auto* keypad = std::get_if<KeypadPage>(&frame.page)) {
    drawn.enter = keypad->enter;
    draw_keypad(canvas, *keypad, pointing, box, told, heights, drawn);
  }
  if (const auto* refusal = std::get_if<RefusalPage>(&frame.page)) {
    drawn.enter = refusal->acknowledge.id;
    draw_refusal(canvas, *refusal, box, told.empty() ? 0 : toast_height(canvas, told, box.w), drawn);
    if (!toast_fits(canvas, told, drawn.aside)) drawn.aside = {};  // whole, it lies over words
  }
  draw_focus(canvas, pointing, drawn);
  if (!typed.empty())
    draw_typed(canvas, typed, toast_place(canvas, frame, box, typed, drawn));
  else if (frame.toast)
    draw_toast(canvas, *frame.toast, toast_place(canvas, frame, box, frame.toast->text, drawn), drawn);
  draw_flash(canvas, frame.flash, drawn.screen);
  if (pointing.light != Light::on) draw_dark(canvas, pointing.light, drawn.screen);
}

// ImGui's context, which is used for nothing but its draw list.
class Context {
 public:
  explicit Context(ImFontAtlas* atlas) : context_(ImGui::CreateContext(atlas)) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    ImGui::GetStyle().AntiAliasedLinesUseTex = false;  // the rasteriser draws triangles without texture
  }
  ~Context() { ImGui::DestroyContext(context_); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  ImDrawList& begin(int width, int height) {
    ImGui::SetCurrentContext(context_);
    ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    ImGui::NewFrame();
    return *ImGui::GetBackgroundDrawList();
  }
  void end() { ImGui::Render(); }
  const ImDrawData& shapes() const {
    ImGui::SetCurrentContext(context_);
    return *ImGui::GetDrawData();
  }

 private:
  ImGuiContext* context_;
};

}  // namespace

struct Renderer::State {
  State(const Display& shown, Letters letters)
      : display(shown),
        fonts(std::make_unique<Fonts>(shown.scale, letters)),
        context(std::make_unique<Context>(fonts->atlas())) {}

  Display display;
  std::unique_ptr<Fonts> fonts;
  std::unique_ptr<Context> context;  // after the fonts, whose atlas it uses
  std::uint64_t fonts_version = 0;
  RowHeights heights;
  Drawn drawn;
  std::shared_ptr<const CameraPicture> camera;  // what the shapes show of it
  PixelBuffer picture;
  bool rasterised = false;
};

Renderer::Renderer(const Display& display) : state_(std::make_unique<State>(display, Letters::english)) {}
Renderer::~Renderer() = default;

const Display& Renderer::display() const { return state_->display; }
const Drawn& Renderer::drawn() const { return state_->drawn; }

Shapes Renderer::shapes() const {
  return {state_->context->shapes(), state_->fonts->coverage(), state_->fonts_version};
}

const PixelBuffer& Renderer::picture() const {
  State& s = *state_;
  if (s.rasterised) return s.picture;
  const auto width = static_cast<int>(s.drawn.screen.w), height = static_cast<int>(s.drawn.screen.h);
  if (s.picture.width != width || s.picture.height != height) s.picture = PixelBuffer(width, height);
  rasterise(s.context->shapes(), s.fonts->coverage(), s.picture);
  s.rasterised = true;
  return s.picture;
}

void Renderer::change(const Display& display) {
  if (display.scale == state_->display.scale) {
    state_->display = display;
  } else {
    begin_anew(display, state_->fonts->letters());
  }
}

void Renderer::begin_anew(const Display& display, Letters letters) {
  const std::uint64_t version = state_->fonts_version + 1;
  state_ = std::make_unique<State>(display, letters);
  state_->fonts_version = version;
}

const Drawn& Renderer::draw(const Frame& frame, const Pointing& pointing) {
  const Drawn& drawn = draw_once(frame, pointing);
  const Letters wanted = state_->fonts->wanted();
  if (wanted == state_->fonts->letters()) return drawn;
  // The first text with other letters: from here on they are there.
  begin_anew(Display(state_->display), wanted);
  return draw_once(frame, pointing);
}

const Drawn& Renderer::draw_once(const Frame& frame, const Pointing& pointing) {
  State& s = *state_;
  const int width = s.display.width, height = s.display.height;
  s.rasterised = false;
  s.camera = frame.camera;
  s.drawn = {};
  s.drawn.screen = {0, 0, static_cast<float>(width), static_cast<float>(height)};
  ImDrawList& list = s.context->begin(width, height);
  Canvas canvas(list, *s.fonts, theme_of(s.display.theme), s.drawn, s.display.mirrored);
  draw_frame(canvas, frame, pointing, s.heights, s.drawn);
  s.context->end();
  return s.drawn;
}

}  // namespace dockhand
