// Emscripten's glue, in browsers, as bundles of ours use it: hosts are given the module (web/src/run/compiled.ts), classes have neither
// bases nor smart pointers, and strings are UTF-8, which browsers encode
// and decode.

/** What must go: bundlers follow these addresses and imports. */
export const needed = [
  [/var ENVIRONMENT_IS_NODE=[^;]*;/, ''],
  [/\bENVIRONMENT_IS_NODE\b/g, 'false'],
  // Bundlers of others write the author's own folder for this address.
  ['var _scriptName = import.meta.url;', "var _scriptName = '';"],
  [/new URL\("sidestep\.wasm",import\.meta\.url\)\.href/, '""'],
];

const TEXT = `var __embind_register_std_string=(rawType,name)=>{registerType(rawType,{name:readLatin1String(name),
fromWireType(value){var text=new TextDecoder().decode(HEAPU8.subarray(value+4,value+4+HEAPU32[value>>2]));_free(value);return text},
toWireType(destructors,value){var bytes=typeof value=="string"?new TextEncoder().encode(value):value;
if(!(bytes instanceof Uint8Array))throwBindingError("Cannot pass non-string to std::string");
var base=_malloc(bytes.length+5);HEAPU32[base>>2]=bytes.length;HEAPU8.set(bytes,base+4);
HEAPU8[base+4+bytes.length]=0;if(destructors!==null)destructors.push(_free,base);return base},
argPackAdvance:GenericWireTypeSize,readValueFromPointer:readPointer,destructorFunction(ptr){_free(ptr)}})};`;

const POINTER = `function RegisteredPointer_fromWireType(ptr){
return ptr?makeClassHandle(this.registeredClass.instancePrototype,{ptrType:this,ptr}):null}`;

/** What nothing asks for: from here to there, and what stands in its place. */
const spare = [
  // Where files are, and how they are read.
  ['var arguments_=', 'var out=console', ''],
  ['var dataURIPrefix=', 'function getWasmImports', ''],
  [
    'wasmBinaryFile??=findWasmBinary();',
    'return{}}var callRuntimeCallbacks',
    'WebAssembly.instantiate(wasmBinary,info).then(receiveInstantiationResult,readyPromiseReject);',
  ],
  // Strings.
  ['var stringToUTF8Array=', 'var __embind_register_std_string=', ''],
  ['var __embind_register_std_string=', 'var UTF16Decoder=', TEXT],
  ['var UTF16Decoder=', 'var __embind_register_void=', 'var __embind_register_std_wstring=()=>{};'],
  // Classes.
  [
    'function genericPointerToWireType',
    'function nonConstNoSmartPtrRawPointerToWireType',
    'var genericPointerToWireType;',
  ],
  ['function RegisteredPointer_fromWireType', 'var attachFinalizer=', POINTER],
  ['var attachFinalizer=', 'var init_ClassHandle', 'var attachFinalizer=(handle)=>handle;'],
  ['isAliasOf(other){', 'delete(){if', ''],
  ['var ensureOverloadTable=', 'var exposePublicSymbol', 'var ensureOverloadTable;'],
  ['var emval_get_global=', 'var __emval_get_global=', 'var emval_get_global=()=>globalThis;'],
];

/** Glue without that; as it is where another version of Emscripten has made it. */
export function spared(code) {
  let light = code;
  for (const [from, to, instead] of spare) {
    const at = light.indexOf(from);
    const end = light.indexOf(to, at);
    if (at < 0 || end < 0) return code;
    light = light.slice(0, at) + instead + light.slice(end);
  }
  return light;
}
