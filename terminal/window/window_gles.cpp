// Debian's ImGui library brings a backend for desktop OpenGL and none for OpenGL ES, and our draw data needs little of
// one: triangles of one texture, clipped. Every function of OpenGL is asked of SDL, so that nothing is linked that a
// terminal without a graphics driver does not have.
#include <SDL.h>
#include <SDL_opengles2.h>
#include <imgui.h>

#include <cstddef>
#include <optional>

#include "terminal/window/presenter.h"

namespace dockhand {
namespace {

struct Gl {
#define GL_FUNCTIONS(X)      \
  X(ActiveTexture)           \
  X(AttachShader)            \
  X(BindAttribLocation)      \
  X(BindBuffer)              \
  X(BindTexture)             \
  X(BlendFunc)               \
  X(BufferData)              \
  X(Clear)                   \
  X(ClearColor)              \
  X(CompileShader)           \
  X(CreateProgram)           \
  X(CreateShader)            \
  X(DeleteBuffers)           \
  X(DeleteProgram)           \
  X(DeleteShader)            \
  X(DeleteTextures)          \
  X(Disable)                 \
  X(DrawElements)            \
  X(Enable)                  \
  X(EnableVertexAttribArray) \
  X(GenBuffers)              \
  X(GenTextures)             \
  X(GetProgramiv)            \
  X(GetUniformLocation)      \
  X(LinkProgram)             \
  X(PixelStorei)             \
  X(Scissor)                 \
  X(ShaderSource)            \
  X(TexImage2D)              \
  X(TexParameteri)           \
  X(Uniform2f)               \
  X(UseProgram)              \
  X(VertexAttribPointer)     \
  X(Viewport)
#define GL_MEMBER(name) decltype(&gl##name) name = nullptr;
  GL_FUNCTIONS(GL_MEMBER)
#undef GL_MEMBER

  // Returns false when one is missing.
  bool load() {
    bool all = true;
#define GL_LOAD(name)                                                         \
  name = reinterpret_cast<decltype(name)>(SDL_GL_GetProcAddress("gl" #name)); \
  all = all && name != nullptr;
    GL_FUNCTIONS(GL_LOAD)
#undef GL_LOAD
#undef GL_FUNCTIONS
    return all;
  }
};

enum Attribute : GLuint { position, texture_place, colour };

// Maps pixels, counted from the top left, to the -1 to 1 of OpenGL, which begins at the bottom left.
constexpr const char* vertex_shader = R"(
attribute vec2 position;
attribute vec2 texture_place;
attribute vec4 colour;
uniform vec2 screen;
varying vec2 place;
varying vec4 ink;
void main() {
  place = texture_place;
  ink = colour;
  gl_Position = vec4(2.0 * position.x / screen.x - 1.0, 1.0 - 2.0 * position.y / screen.y, 0.0, 1.0);
})";

constexpr const char* fragment_shader = R"(
precision mediump float;
uniform sampler2D atlas;
varying highp vec2 place;
varying vec4 ink;
void main() { gl_FragColor = vec4(ink.rgb, ink.a * texture2D(atlas, place).a); })";

class GlesPresenter final : public Presenter {
 public:
  GlesPresenter(SDL_Window& window, SDL_GLContext context) : window_(window), context_(context) {}
  ~GlesPresenter() override;
  GlesPresenter(const GlesPresenter&) = delete;
  GlesPresenter& operator=(const GlesPresenter&) = delete;

  // Gives false when the driver lacks something.
  bool prepare();
  std::pair<int, int> size() const override;
  void present(const Surface& surface) override;

 private:
  GLuint shader(GLenum kind, const char* source) const;
  void begin(int width, int height) const;
  void load(GLuint texture, const Coverage& coverage, GLint filter) const;
  void use_texture(const ImDrawCmd& cmd, const Coverage& atlas) const;
  void draw(const ImDrawList& list, const Coverage& atlas, int height) const;
  void point_at(unsigned first_vertex) const;

  SDL_Window& window_;
  SDL_GLContext context_;
  Gl gl_;
  GLuint program_ = 0, vertices_ = 0, indices_ = 0, atlas_ = 0, camera_ = 0;
  GLint screen_ = -1;
  std::optional<std::uint64_t> atlas_version_;
};

GlesPresenter::~GlesPresenter() {
  if (atlas_ != 0) {
    gl_.DeleteTextures(1, &atlas_);
    gl_.DeleteTextures(1, &camera_);
    gl_.DeleteBuffers(1, &vertices_);
    gl_.DeleteBuffers(1, &indices_);
    gl_.DeleteProgram(program_);
  }
  SDL_GL_DeleteContext(context_);
}

GLuint GlesPresenter::shader(GLenum kind, const char* source) const {
  const GLuint made = gl_.CreateShader(kind);
  gl_.ShaderSource(made, 1, &source, nullptr);
  gl_.CompileShader(made);
  gl_.AttachShader(program_, made);
  gl_.DeleteShader(made);  // lives as long as the program
  return made;
}

bool GlesPresenter::prepare() {
  if (!gl_.load()) return false;
  program_ = gl_.CreateProgram();
  shader(GL_VERTEX_SHADER, vertex_shader);
  shader(GL_FRAGMENT_SHADER, fragment_shader);
  gl_.BindAttribLocation(program_, position, "position");
  gl_.BindAttribLocation(program_, texture_place, "texture_place");
  gl_.BindAttribLocation(program_, colour, "colour");
  gl_.LinkProgram(program_);
  GLint linked = GL_FALSE;
  gl_.GetProgramiv(program_, GL_LINK_STATUS, &linked);
  screen_ = gl_.GetUniformLocation(program_, "screen");
  gl_.GenBuffers(1, &vertices_);
  gl_.GenBuffers(1, &indices_);
  gl_.GenTextures(1, &atlas_);
  gl_.GenTextures(1, &camera_);
  return linked == GL_TRUE;
}

std::pair<int, int> GlesPresenter::size() const {
  int width = 0, height = 0;
  SDL_GL_GetDrawableSize(&window_, &width, &height);
  return {std::max(1, width), std::max(1, height)};
}

void GlesPresenter::load(GLuint texture, const Coverage& coverage, GLint filter) const {
  gl_.BindTexture(GL_TEXTURE_2D, texture);
  gl_.PixelStorei(GL_UNPACK_ALIGNMENT, 1);
  gl_.TexImage2D(GL_TEXTURE_2D, 0, GL_ALPHA, coverage.width, coverage.height, 0, GL_ALPHA, GL_UNSIGNED_BYTE,
                 coverage.data);
  gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
  gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

// A camera's picture is another one each time.
void GlesPresenter::use_texture(const ImDrawCmd& cmd, const Coverage& atlas) const {
  const Coverage coverage = texture_of(cmd, atlas);
  if (coverage.data == atlas.data)
    gl_.BindTexture(GL_TEXTURE_2D, atlas_);
  else
    load(camera_, coverage, GL_LINEAR);
}

void GlesPresenter::begin(int width, int height) const {
  gl_.Viewport(0, 0, width, height);
  gl_.Disable(GL_SCISSOR_TEST);
  gl_.ClearColor(0, 0, 0, 1);
  gl_.Clear(GL_COLOR_BUFFER_BIT);
  gl_.Enable(GL_SCISSOR_TEST);
  gl_.Enable(GL_BLEND);
  gl_.BlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
  gl_.UseProgram(program_);
  gl_.Uniform2f(screen_, static_cast<float>(width), static_cast<float>(height));
  gl_.BindBuffer(GL_ARRAY_BUFFER, vertices_);
  gl_.BindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  for (const Attribute attribute : {position, texture_place, colour}) gl_.EnableVertexAttribArray(attribute);
}

// OpenGL ES 2 has no base vertex: the attributes are pointed further on instead.
void GlesPresenter::point_at(unsigned first_vertex) const {
  const auto place = [first_vertex](std::size_t member) {
    return reinterpret_cast<const void*>(first_vertex * sizeof(ImDrawVert) + member);
  };
  constexpr GLsizei stride = sizeof(ImDrawVert);
  gl_.VertexAttribPointer(position, 2, GL_FLOAT, GL_FALSE, stride, place(offsetof(ImDrawVert, pos)));
  gl_.VertexAttribPointer(texture_place, 2, GL_FLOAT, GL_FALSE, stride, place(offsetof(ImDrawVert, uv)));
  gl_.VertexAttribPointer(colour, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, place(offsetof(ImDrawVert, col)));
}

void GlesPresenter::draw(const ImDrawList& list, const Coverage& atlas, int height) const {
  static_assert(sizeof(ImDrawIdx) == 2, "drawn as GL_UNSIGNED_SHORT");
  gl_.BufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
  gl_.BufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data, GL_STREAM_DRAW);
  for (const ImDrawCmd& cmd : list.CmdBuffer) {
    const int left = std::max(0, static_cast<int>(cmd.ClipRect.x)), right = static_cast<int>(cmd.ClipRect.z);
    const int top = std::max(0, static_cast<int>(cmd.ClipRect.y)), bottom = static_cast<int>(cmd.ClipRect.w);
    if (cmd.UserCallback != nullptr || left >= right || top >= bottom) continue;
    use_texture(cmd, atlas);
    gl_.Scissor(left, height - bottom, right - left, bottom - top);
    point_at(cmd.VtxOffset);
    gl_.DrawElements(GL_TRIANGLES, static_cast<GLsizei>(cmd.ElemCount), GL_UNSIGNED_SHORT,
                     reinterpret_cast<const void*>(cmd.IdxOffset * sizeof(ImDrawIdx)));
  }
}

void GlesPresenter::present(const Surface& surface) {
  const Shapes shapes = surface.shapes();
  const auto [width, height] = size();
  begin(width, height);
  gl_.ActiveTexture(GL_TEXTURE0);
  // Glyphs stand on whole pixels: the nearest texel is exact, as in the software rasteriser.
  if (atlas_version_ != shapes.atlas_version) load(atlas_, shapes.atlas, GL_NEAREST);
  atlas_version_ = shapes.atlas_version;
  for (int i = 0; i < shapes.data.CmdListsCount; ++i) draw(*shapes.data.CmdLists[i], shapes.atlas, height);
  SDL_GL_SwapWindow(&window_);
}

}  // namespace

std::uint32_t gles_window_flags() {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 2);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  return SDL_WINDOW_OPENGL;
}

Result<std::unique_ptr<Presenter>> open_gles_presenter(SDL_Window& window) {
  SDL_GLContext context = SDL_GL_CreateContext(&window);
  if (context == nullptr) {
    return Error{ErrorKind::io, "", std::string("OpenGL ES does not work here (") + SDL_GetError() + ")"};
  }
  auto presenter = std::make_unique<GlesPresenter>(window, context);
  if (!presenter->prepare()) return Error{ErrorKind::io, "", "this driver's OpenGL ES lacks what version 2 has"};
  return std::unique_ptr<Presenter>(std::move(presenter));
}

}  // namespace dockhand
