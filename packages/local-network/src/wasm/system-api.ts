/** Names and types of the System API for 32-bit memories (interface spec, "System API"). */
export type ImportSignature = [params: number[], results: number[]];

const I32 = 0x7f;
const I64 = 0x7e;
const TYPES: Record<string, number> = { i: I32, l: I64 };

/** `i` is i32 and `l` is i64; results after the colon. */
function signature(text: string): ImportSignature {
  const [params = '', results = ''] = text.split(':');
  const types = (letters: string) => [...letters].map((letter) => TYPES[letter] as number);
  return [types(params), types(results)];
}

const SIGNATURES: Record<string, string[]> = {
  ':i': [
    'msg_arg_data_size',
    'msg_caller_size',
    'msg_caller_info_data_size',
    'msg_caller_info_signer_size',
    'msg_reject_code',
    'msg_reject_msg_size',
    'canister_self_size',
    'canister_status',
    'subnet_self_size',
    'msg_method_name_size',
    'call_perform',
    'root_key_size',
    'data_certificate_present',
    'data_certificate_size',
    'in_replicated_execution',
    'env_var_count',
    'stable_size',
  ],
  'iii:': [
    'msg_arg_data_copy',
    'msg_caller_copy',
    'msg_caller_info_data_copy',
    'msg_caller_info_signer_copy',
    'msg_reject_msg_copy',
    'canister_self_copy',
    'subnet_self_copy',
    'msg_method_name_copy',
    'root_key_copy',
    'data_certificate_copy',
    'stable_write',
    'stable_read',
  ],
  ':l': [
    'msg_deadline',
    'canister_version',
    'stable64_size',
    'time',
    'msg_cycles_available',
    'msg_cycles_refunded',
    'canister_cycle_balance',
  ],
  'ii:': [
    'msg_reply_data_append',
    'msg_reject',
    'call_on_cleanup',
    'call_data_append',
    'certified_data_set',
    'debug_print',
    'trap',
  ],
  ':': ['msg_reply', 'accept_message'],
  'i:': [
    'msg_cycles_available128',
    'msg_cycles_refunded128',
    'canister_cycle_balance128',
    'canister_liquid_cycle_balance128',
    'call_with_best_effort_response',
    'cost_create_canister',
  ],
  'lli:': ['msg_cycles_accept128', 'cycles_burn128', 'cost_call', 'cost_http_request'],
  'iiiiiiii:': ['call_new'],
  'll:': ['call_cycles_add128'],
  'l:': ['call_cycles_add'],
  'l:l': ['stable64_grow', 'global_timer_set', 'msg_cycles_accept'],
  'lll:': ['stable64_write', 'stable64_read'],
  'i:l': ['performance_counter'],
  'ii:i': ['is_controller', 'env_var_name_exists', 'env_var_value_size'],
  'iiii:i': ['cost_sign_with_ecdsa', 'cost_sign_with_schnorr', 'cost_vetkd_derive_key'],
  'i:i': ['env_var_name_size', 'stable_grow'],
  'iiii:': ['env_var_name_copy'],
  'iiiii:': ['env_var_value_copy'],
};

/** Types of the functions a canister may import from the module `ic0`. */
export const systemApi: Record<string, ImportSignature> = Object.fromEntries(
  Object.entries(SIGNATURES).flatMap(([text, names]) =>
    names.map((name) => [name, signature(text)] as const),
  ),
);
